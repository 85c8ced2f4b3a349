using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class IntakeMinutes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions");

            migrationBuilder.CreateTable(
                name: "IntakeMinutes",
                columns: table => new
                {
                    Minute = table.Column<long>(type: "INTEGER", nullable: false),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Received = table.Column<int>(type: "INTEGER", nullable: false),
                    Repeats = table.Column<int>(type: "INTEGER", nullable: false),
                    Ignored = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    ActionsMade = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstActionSeq = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntakeMinutes", x => new { x.Minute, x.InboxId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_ArrivedAt_InboxId_ActivityKey",
                table: "Operations",
                columns: new[] { "ArrivedAt", "InboxId", "ActivityKey" });

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries",
                column: "Severity",
                filter: "\"SettledAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                columns: new[] { "SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt" },
                filter: "\"SyncedAt\" IS NOT NULL");

            // What a store took in before anybody counted: its days can't be reconciled until now. Ticks since the year 1.
            migrationBuilder.Sql(
                """
                INSERT INTO "Settings" ("Key", "Value")
                SELECT 'intake_counted_since', CAST(unixepoch('now') * 10000000 + 621355968000000000 AS TEXT)
                WHERE EXISTS (SELECT 1 FROM "Operations")
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DELETE FROM "Settings" WHERE "Key" = 'intake_counted_since'""");

            migrationBuilder.DropTable(
                name: "IntakeMinutes");

            migrationBuilder.DropIndex(
                name: "IX_Operations_ArrivedAt_InboxId_ActivityKey",
                table: "Operations");

            migrationBuilder.DropIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries");

            migrationBuilder.DropIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions");

            migrationBuilder.CreateIndex(
                name: "IX_Actions_SyncedAt",
                table: "Actions",
                column: "SyncedAt");
        }
    }
}
