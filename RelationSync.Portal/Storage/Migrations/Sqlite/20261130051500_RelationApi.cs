using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RelationApi : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RelationBackfills",
                columns: table => new
                {
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    NextDay = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    IsPaused = table.Column<bool>(type: "INTEGER", nullable: false),
                    Found = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationBackfills", x => x.InboxId);
                });

            migrationBuilder.CreateTable(
                name: "RelationBoxes",
                columns: table => new
                {
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Subdomain = table.Column<string>(type: "TEXT", nullable: false),
                    BoxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    DefaultOperator = table.Column<string>(type: "TEXT", nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CompleteThrough = table.Column<long>(type: "INTEGER", nullable: true),
                    NextScanAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PeriodSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Pages = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NextSweepAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeepFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    DeepAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Fault = table.Column<int>(type: "INTEGER", nullable: false),
                    FaultUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    RefusedScans = table.Column<int>(type: "INTEGER", nullable: false),
                    StoppedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationBoxes", x => x.InboxId);
                });

            migrationBuilder.CreateTable(
                name: "RelationMessages",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "TEXT", nullable: false),
                    Scope = table.Column<long>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<long>(type: "INTEGER", nullable: false),
                    BoxId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    Method = table.Column<string>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    Generation = table.Column<int>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: true),
                    IsWanted = table.Column<bool>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChatTaken = table.Column<string>(type: "TEXT", nullable: false),
                    ChatIsOpen = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChatPage = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationMessages", x => new { x.Subdomain, x.Scope, x.MessageId });
                });

            migrationBuilder.CreateTable(
                name: "RelationTenants",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "TEXT", nullable: false),
                    TokenProtected = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: true),
                    ClockOffsetTicks = table.Column<long>(type: "INTEGER", nullable: false),
                    Limit = table.Column<int>(type: "INTEGER", nullable: false),
                    Remaining = table.Column<int>(type: "INTEGER", nullable: true),
                    ResetAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OthersPerMinute = table.Column<int>(type: "INTEGER", nullable: false),
                    PausedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    LastProblem = table.Column<string>(type: "TEXT", nullable: true),
                    UsersReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BoxesReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ProbedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SearchesByUpdate = table.Column<bool>(type: "INTEGER", nullable: false),
                    RefusesSpam = table.Column<bool>(type: "INTEGER", nullable: false),
                    HasIdsPerBox = table.Column<bool>(type: "INTEGER", nullable: false),
                    KnownMembers = table.Column<string>(type: "TEXT", nullable: false),
                    PromisingMembers = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationTenants", x => x.Subdomain);
                });

            migrationBuilder.CreateTable(
                name: "RelationTickets",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "TEXT", nullable: false),
                    BoxId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUpdatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    IsSoft = table.Column<bool>(type: "INTEGER", nullable: false),
                    DirtySince = table.Column<long>(type: "INTEGER", nullable: true),
                    Lane = table.Column<int>(type: "INTEGER", nullable: false),
                    ExpectedFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    NotBefore = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    LookAgainAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Looks = table.Column<int>(type: "INTEGER", nullable: false),
                    Assignee = table.Column<string>(type: "TEXT", nullable: true),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    GoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationTickets", x => new { x.Subdomain, x.BoxId, x.TicketId });
                });

            migrationBuilder.CreateTable(
                name: "RelationUsers",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "TEXT", nullable: false),
                    Mention = table.Column<string>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: true),
                    LastName = table.Column<string>(type: "TEXT", nullable: false),
                    FirstName = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationUsers", x => new { x.Subdomain, x.Mention });
                });

            migrationBuilder.CreateIndex(
                name: "IX_RelationBoxes_Subdomain_BoxId",
                table: "RelationBoxes",
                columns: new[] { "Subdomain", "BoxId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RelationMessages_Subdomain_BoxId_Stage_SeenAt",
                table: "RelationMessages",
                columns: new[] { "Subdomain", "BoxId", "Stage", "SeenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RelationTickets_Dirty",
                table: "RelationTickets",
                columns: new[] { "Subdomain", "BoxId", "DirtySince" },
                filter: "\"DirtySince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RelationTickets_LookAgain",
                table: "RelationTickets",
                columns: new[] { "Subdomain", "LookAgainAt" },
                filter: "\"LookAgainAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RelationBackfills");

            migrationBuilder.DropTable(
                name: "RelationBoxes");

            migrationBuilder.DropTable(
                name: "RelationMessages");

            migrationBuilder.DropTable(
                name: "RelationTenants");

            migrationBuilder.DropTable(
                name: "RelationTickets");

            migrationBuilder.DropTable(
                name: "RelationUsers");
        }
    }
}
