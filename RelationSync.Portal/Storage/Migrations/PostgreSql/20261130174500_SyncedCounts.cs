using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations.PostgreSql
{
    /// <summary>Counts of Events by inbox and quarter of an hour; no entity stands for them.</summary>
    public partial class SyncedCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE "SyncedCounts" ("Quarter" bigint NOT NULL, "InboxId" bigint NOT NULL, "Events" bigint NOT NULL, PRIMARY KEY ("Quarter", "InboxId"));
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
