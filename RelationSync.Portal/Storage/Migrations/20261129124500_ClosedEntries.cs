using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ClosedEntries : Migration
    {
        private const string Stretch = "6912000000000";

        private const string Kind = """ "InboxId", "Severity", "Category", "Code" """;

        private const string OldKind = """ "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" """;

        private const string OldCount = """ "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" """;

        private const string Upsert =
            """
            ON CONFLICT DO UPDATE SET "Entries" = "Entries" + 1,
                "FirstAt" = MIN("FirstAt", excluded."FirstAt"), "LastAt" = MAX("LastAt", excluded."LastAt"), "LastSeq" = MAX("LastSeq", excluded."LastSeq")
            """;

        // An entry is open (0), settled (1) or closed (3); 2 counts them all. A closed one that somebody settled is settled.
        private const string OldState = """ (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) """;

        private const string NewState = """ (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) """;

        private const string OtherState = """ (CASE WHEN o."SettledAt" IS NOT NULL THEN 1 WHEN o."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) """;

        /// <summary>The other entries of the action that a row of <c>LogActions</c> stands for; by the index over it.</summary>
        private const string Others =
            $"""
            FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."InboxId" = OLD."InboxId" AND +o."Severity" = OLD."Severity" AND +o."Category" = OLD."Category"
            AND +o."Code" = OLD."Code" AND ("LogActions"."IsSettled" = 2 OR {OtherState} = "LogActions"."IsSettled")
            """;

        private const string CountEntries =
            $"""
            CREATE TRIGGER "LogEntries_Counted" AFTER INSERT ON "LogEntries"
            BEGIN
              INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
              SELECT s."IsSettled", i."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."At" / {Stretch}, 1, 0, 0, NEW."At", NEW."At", NEW."Seq"
              FROM (SELECT {NewState} AS "IsSettled" UNION ALL SELECT 2) s CROSS JOIN (SELECT NEW."InboxId" AS "InboxId" UNION ALL SELECT 0) i WHERE 1
              {Upsert};
              INSERT INTO "LogActions" ("ActionId", {Kind}, "IsSettled", "LastAt", "IsFailed")
              SELECT NEW."ActionId", NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", s."IsSettled", NEW."At",
                EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = NEW."ActionId" AND +a."Status" = 5)
              FROM (SELECT {NewState} AS "IsSettled" UNION ALL SELECT 2) s WHERE NEW."ActionId" IS NOT NULL
              ON CONFLICT DO UPDATE SET "LastAt" = excluded."LastAt" WHERE excluded."LastAt" > "LastAt";
            END;

            CREATE TRIGGER "LogEntries_Settled" AFTER UPDATE OF "SettledAt", "ClosedAt" ON "LogEntries"
            WHEN {OldState} <> {NewState}
            BEGIN
              UPDATE "LogCounts" SET "Entries" = "Entries" - 1 WHERE "IsSettled" = {OldState} AND {OldCount} AND "Stretch" = OLD."At" / {Stretch};
              INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
              VALUES ({NewState}, NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."At" / {Stretch}, 1, 0, 0, NEW."At", NEW."At", NEW."Seq"),
                ({NewState}, 0, NEW."Severity", NEW."Category", NEW."Code", NEW."At" / {Stretch}, 1, 0, 0, NEW."At", NEW."At", NEW."Seq")
              {Upsert};
              DELETE FROM "LogActions" WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" = {OldState} AND "LastAt" = OLD."At" AND NOT EXISTS (SELECT 1 {Others});
              UPDATE "LogActions" SET "LastAt" = (SELECT MAX(o."At") {Others})
              WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" = {OldState} AND "LastAt" = OLD."At";
              INSERT INTO "LogActions" ("ActionId", {Kind}, "IsSettled", "LastAt", "IsFailed")
              SELECT NEW."ActionId", NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", {NewState}, NEW."At",
                EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = NEW."ActionId" AND +a."Status" = 5)
              WHERE NEW."ActionId" IS NOT NULL
              ON CONFLICT DO UPDATE SET "LastAt" = excluded."LastAt" WHERE excluded."LastAt" > "LastAt";
              DELETE FROM "LogCounts" WHERE "IsSettled" = {OldState} AND {OldCount} AND "Stretch" = OLD."At" / {Stretch} AND "Entries" = 0;
            END;

            CREATE TRIGGER "LogEntries_Gone" AFTER DELETE ON "LogEntries"
            BEGIN
              UPDATE "LogCounts" SET "Entries" = "Entries" - 1 WHERE "IsSettled" IN ({OldState}, 2) AND {OldCount} AND "Stretch" = OLD."At" / {Stretch};
              DELETE FROM "LogActions" WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" IN ({OldState}, 2) AND "LastAt" = OLD."At" AND NOT EXISTS (SELECT 1 {Others});
              UPDATE "LogActions" SET "LastAt" = (SELECT MAX(o."At") {Others})
              WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" IN ({OldState}, 2) AND "LastAt" = OLD."At";
              DELETE FROM "LogCounts" WHERE "IsSettled" IN ({OldState}, 2) AND {OldCount} AND "Stretch" = OLD."At" / {Stretch} AND "Entries" = 0;
            END;
            """;

        private const string DropTriggers =
            """
            DROP TRIGGER "LogEntries_Counted";
            DROP TRIGGER "LogEntries_Settled";
            DROP TRIGGER "LogEntries_Gone";
            """;

        private const string Ends =
            """
            DROP INDEX "IX_LogEntries_Ends";
            CREATE INDEX "IX_LogEntries_Ends" ON "LogEntries" (
              "Severity", "Category", "Code", (CASE WHEN "SettledAt" IS NOT NULL THEN 1 WHEN "ClosedAt" IS NOT NULL THEN 3 ELSE 0 END), "At", "InboxId");
            """;

        /// <summary>What is over was left open until now: errors of actions that have their Event or need none, and of episodes that ended.</summary>
        private const string CloseWhatIsOver =
            """
            UPDATE "LogEntries" SET "ClosedAt" = (SELECT MAX("LogEntries"."At", COALESCE(a."SyncedAt", a."DueAt")) FROM "Actions" a WHERE a."Id" = "LogEntries"."ActionId")
            WHERE "ClosedAt" IS NULL AND "Severity" = 0 AND "ActionId" IS NOT NULL
              AND EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = "LogEntries"."ActionId" AND +a."Status" IN (4, 6));

            UPDATE "LogEntries" SET "ClosedAt" = "At"
            WHERE "ClosedAt" IS NULL AND "ActionId" IS NULL AND "Category" IN (0, 1) AND NOT EXISTS (
              SELECT 1 FROM "Connections" c JOIN "Authorizations" z ON z."Id" = c."AuthorizationId"
              WHERE c."Id" = "LogEntries"."ConnectionId" AND (z."GoneAt" IS NOT NULL OR c."LimitSince" IS NOT NULL OR c."BudgetSince" IS NOT NULL));
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries",
                column: "Severity",
                filter: "\"SettledAt\" IS NULL AND \"ClosedAt\" IS NULL");

            migrationBuilder.Sql(Ends);
            migrationBuilder.Sql(DropTriggers);
            migrationBuilder.Sql(CountEntries);
            migrationBuilder.Sql(CloseWhatIsOver);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Open",
                table: "LogEntries",
                column: "Severity",
                filter: "\"SettledAt\" IS NULL");

            migrationBuilder.Sql(
                """
                DROP INDEX "IX_LogEntries_Ends";
                DROP TRIGGER "Actions_Failed";
                DROP TRIGGER "Actions_FailedGone";
                DROP TRIGGER "Actions_FailedBack";
                DROP TABLE "LogActions";
                """);

            // Index and counts as they were before, made from the entries again.
            foreach (var sql in new FailedCounts().UpOperations.Concat(new OpenEnds().UpOperations).OfType<SqlOperation>())
            {
                migrationBuilder.Operations.Add(sql);
            }
        }
    }
}
