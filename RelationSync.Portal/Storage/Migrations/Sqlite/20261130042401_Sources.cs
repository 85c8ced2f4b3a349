using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions");

            migrationBuilder.AddColumn<int>(
                name: "Source",
                table: "Operations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Sources",
                table: "Inboxes",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ClockAt",
                table: "Actions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OperatorEvidence",
                table: "Actions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Source",
                table: "Actions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "TimesEvidence",
                table: "Actions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "BackfillRanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", nullable: false),
                    ApprovedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BackfillRanges", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                columns: new[] { "SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt", "ClockAt", "Source" },
                filter: "\"SyncedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BackfillRanges_InboxId",
                table: "BackfillRanges",
                column: "InboxId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BackfillRanges");

            migrationBuilder.DropIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "Sources",
                table: "Inboxes");

            migrationBuilder.DropColumn(
                name: "ClockAt",
                table: "Actions");

            migrationBuilder.DropColumn(
                name: "OperatorEvidence",
                table: "Actions");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "Actions");

            migrationBuilder.DropColumn(
                name: "TimesEvidence",
                table: "Actions");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                columns: new[] { "SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt" },
                filter: "\"SyncedAt\" IS NOT NULL");
        }
    }
}
