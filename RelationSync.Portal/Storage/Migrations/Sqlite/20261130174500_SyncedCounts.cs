using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.Sqlite
{
    /// <summary>Counts of Events by inbox and quarter of an hour; no entity stands for them.</summary>
    public partial class SyncedCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE "SyncedCounts" ("Quarter" INTEGER NOT NULL, "InboxId" INTEGER NOT NULL, "Events" INTEGER NOT NULL, PRIMARY KEY ("Quarter", "InboxId")) WITHOUT ROWID;
                INSERT INTO "SyncedCounts" ("Quarter", "InboxId", "Events")
                SELECT "SyncedAt" / 9000000000, "InboxId", COUNT(*) FROM "Actions" WHERE "SyncedAt" IS NOT NULL AND "Status" = 4 AND NOT "IsTest" GROUP BY 1, 2;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TABLE "SyncedCounts";""");
        }
    }
}
