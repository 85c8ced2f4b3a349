using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
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
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    NextDay = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    IsPaused = table.Column<bool>(type: "boolean", nullable: false),
                    Found = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    FinishedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationBackfills", x => x.InboxId);
                });

            migrationBuilder.CreateTable(
                name: "RelationBoxes",
                columns: table => new
                {
                    InboxId = table.Column<long>(type: "bigint", nullable: false),
                    Subdomain = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BoxId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DefaultOperator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rules = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    CompleteThrough = table.Column<long>(type: "bigint", nullable: true),
                    NextScanAt = table.Column<long>(type: "bigint", nullable: true),
                    PeriodSeconds = table.Column<int>(type: "integer", nullable: false),
                    Pages = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: true),
                    NextSweepAt = table.Column<long>(type: "bigint", nullable: true),
                    DeepFrom = table.Column<long>(type: "bigint", nullable: true),
                    DeepAt = table.Column<long>(type: "bigint", nullable: true),
                    Fault = table.Column<int>(type: "integer", nullable: false),
                    FaultUntil = table.Column<long>(type: "bigint", nullable: true),
                    RefusedScans = table.Column<int>(type: "integer", nullable: false),
                    StoppedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationBoxes", x => x.InboxId);
                });

            migrationBuilder.CreateTable(
                name: "RelationMessages",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Scope = table.Column<long>(type: "bigint", nullable: false),
                    MessageId = table.Column<long>(type: "bigint", nullable: false),
                    BoxId = table.Column<long>(type: "bigint", nullable: false),
                    TicketId = table.Column<long>(type: "bigint", nullable: false),
                    Method = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stage = table.Column<int>(type: "integer", nullable: false),
                    Generation = table.Column<int>(type: "integer", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: true),
                    IsWanted = table.Column<bool>(type: "boolean", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    ChatTaken = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChatIsOpen = table.Column<bool>(type: "boolean", nullable: false),
                    ChatPage = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationMessages", x => new { x.Subdomain, x.Scope, x.MessageId });
                });

            migrationBuilder.CreateTable(
                name: "RelationTenants",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TokenProtected = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<int>(type: "integer", nullable: false),
                    StateSince = table.Column<long>(type: "bigint", nullable: true),
                    ClockOffsetTicks = table.Column<long>(type: "bigint", nullable: false),
                    Limit = table.Column<int>(type: "integer", nullable: false),
                    Remaining = table.Column<int>(type: "integer", nullable: true),
                    ResetAt = table.Column<long>(type: "bigint", nullable: true),
                    OthersPerMinute = table.Column<int>(type: "integer", nullable: false),
                    PausedUntil = table.Column<long>(type: "bigint", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    FailingSince = table.Column<long>(type: "bigint", nullable: true),
                    LastProblem = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UsersReadAt = table.Column<long>(type: "bigint", nullable: true),
                    BoxesReadAt = table.Column<long>(type: "bigint", nullable: true),
                    ProbedAt = table.Column<long>(type: "bigint", nullable: true),
                    SearchesByUpdate = table.Column<bool>(type: "boolean", nullable: false),
                    RefusesSpam = table.Column<bool>(type: "boolean", nullable: false),
                    HasIdsPerBox = table.Column<bool>(type: "boolean", nullable: false),
                    KnownMembers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PromisingMembers = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationTenants", x => x.Subdomain);
                });

            migrationBuilder.CreateTable(
                name: "RelationTickets",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BoxId = table.Column<long>(type: "bigint", nullable: false),
                    TicketId = table.Column<long>(type: "bigint", nullable: false),
                    LastUpdatedAt = table.Column<long>(type: "bigint", nullable: true),
                    IsSoft = table.Column<bool>(type: "boolean", nullable: false),
                    DirtySince = table.Column<long>(type: "bigint", nullable: true),
                    Lane = table.Column<int>(type: "integer", nullable: false),
                    ExpectedFrom = table.Column<long>(type: "bigint", nullable: true),
                    NotBefore = table.Column<long>(type: "bigint", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    FailingSince = table.Column<long>(type: "bigint", nullable: true),
                    LookAgainAt = table.Column<long>(type: "bigint", nullable: true),
                    Looks = table.Column<int>(type: "integer", nullable: false),
                    Assignee = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReadAt = table.Column<long>(type: "bigint", nullable: true),
                    GoneAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationTickets", x => new { x.Subdomain, x.BoxId, x.TicketId });
                });

            migrationBuilder.CreateTable(
                name: "RelationUsers",
                columns: table => new
                {
                    Subdomain = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Mention = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Email = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LastName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FirstName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", nullable: false, collation: "C")
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
