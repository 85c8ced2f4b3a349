using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Data.Migrations
{
    /// <summary>Index and counts are kept by code from here on, and made anew.</summary>
    [DbContext(typeof(RelationSyncDb))]
    [Migration("20261129183000_SearchByPairs")]
    public class SearchByPairs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP TRIGGER "Actions_Changed"; DROP TRIGGER "Actions_Deleted";
            DROP TRIGGER "Actions_Failed"; DROP TRIGGER "Actions_FailedGone"; DROP TRIGGER "Actions_FailedBack";
            DROP TRIGGER "LogEntries_Counted"; DROP TRIGGER "LogEntries_Settled"; DROP TRIGGER "LogEntries_Gone";

            DROP TABLE "ActionIndex";
            CREATE VIRTUAL TABLE "ActionIndex" USING fts5("Text", content='', contentless_delete=1, detail=none, tokenize='ascii');
            UPDATE "ActionIndexState" SET "UpTo" = 0, "FirstDay" = NULL, "LastDay" = NULL;
            DELETE FROM "StaleActions";

            DROP TABLE "LogCounts";
            CREATE TABLE "LogCounts" (
              "State" INTEGER NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "Stretch" INTEGER NOT NULL,
              "Entries" INTEGER NOT NULL, "Actions" INTEGER NOT NULL, "Failed" INTEGER NOT NULL,
              PRIMARY KEY ("State", "InboxId", "Severity", "Category", "Code", "Stretch")) WITHOUT ROWID;

            DROP TABLE "LogActions";
            CREATE TABLE "LogActions" (
              "ActionId" BLOB NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "State" INTEGER NOT NULL,
              "LastAt" INTEGER NOT NULL, "IsFailed" INTEGER NOT NULL,
              PRIMARY KEY ("ActionId", "InboxId", "Severity", "Category", "Code", "State")) WITHOUT ROWID;

            INSERT INTO "LogActions" ("ActionId", "InboxId", "Severity", "Category", "Code", "State", "LastAt", "IsFailed")
            SELECT e."ActionId", e."InboxId", e."Severity", e."Category", e."Code", s."State", MAX(e."At"), EXISTS (SELECT 1 FROM "Actions" AS a WHERE a."Id" = e."ActionId" AND +a."Status" = 5)
            FROM "LogEntries" AS e CROSS JOIN (SELECT 0 AS "State" UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS s
            WHERE e."ActionId" IS NOT NULL
              AND s."State" IN (2, CASE WHEN e."SettledAt" IS NOT NULL THEN 1 WHEN e."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)
            GROUP BY e."ActionId", e."InboxId", e."Severity", e."Category", e."Code", s."State";

            CREATE INDEX "IX_LogActions_LastAt" ON "LogActions" ("State", "LastAt", "IsFailed");

            INSERT INTO "LogCounts" ("State", "InboxId", "Severity", "Category", "Code", "Stretch", "Entries", "Actions", "Failed")
            SELECT "State", "InboxId", "Severity", "Category", "Code", "Stretch", SUM("Entries"), SUM("Actions"), SUM("Failed") FROM (
              SELECT s."State", e."InboxId", e."Severity", e."Category", e."Code", e."At" / 6912000000000 AS "Stretch", 1 AS "Entries", 0 AS "Actions", 0 AS "Failed"
              FROM "LogEntries" AS e CROSS JOIN (SELECT 0 AS "State" UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS s
              WHERE s."State" IN (2, CASE WHEN e."SettledAt" IS NOT NULL THEN 1 WHEN e."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)
              UNION ALL
              SELECT "State", "InboxId", "Severity", "Category", "Code", "LastAt" / 6912000000000, 0, 1, "IsFailed" FROM "LogActions") AS c
            GROUP BY "State", "InboxId", "Severity", "Category", "Code", "Stretch";
            """);
    }
}
