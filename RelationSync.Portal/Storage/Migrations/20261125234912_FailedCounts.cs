using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class FailedCounts : Migration
    {
        private const string Stretch = "6912000000000";

        /// <summary>What is counted apart: entries and actions of an inbox and (0) of all, in one of two states of settlement and (2) in either.</summary>
        private const string Kind = """ "InboxId", "Severity", "Category", "Code" """;

        private const string OldKind = """ "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" """;

        private const string OldCount = """ "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" """;

        private const string NewCount = """ "InboxId" IN (NEW."InboxId", 0) AND "Severity" = NEW."Severity" AND "Category" = NEW."Category" AND "Code" = NEW."Code" """;

        private const string Upsert =
            """
            ON CONFLICT DO UPDATE SET "Entries" = "Entries" + 1,
                "FirstAt" = MIN("FirstAt", excluded."FirstAt"), "LastAt" = MAX("LastAt", excluded."LastAt"), "LastSeq" = MAX("LastSeq", excluded."LastSeq")
            """;

        /// <summary>The other entries of the action that a row of <c>LogActions</c> stands for; by the index over it.</summary>
        private const string Others =
            """
            FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."InboxId" = OLD."InboxId" AND +o."Severity" = OLD."Severity" AND +o."Category" = OLD."Category"
            AND +o."Code" = OLD."Code" AND ("LogActions"."IsSettled" = 2 OR (o."SettledAt" IS NOT NULL) = "LogActions"."IsSettled")
            """;

        /// <summary>An action counts where its last entry is: so those of a range are those whose last is not before it.</summary>
        private const string CreateTables =
            $"""
            CREATE TABLE "LogCounts" (
              "IsSettled" INTEGER NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "Stretch" INTEGER NOT NULL,
              "Entries" INTEGER NOT NULL, "Actions" INTEGER NOT NULL, "Failed" INTEGER NOT NULL, "FirstAt" INTEGER NOT NULL, "LastAt" INTEGER NOT NULL, "LastSeq" INTEGER NOT NULL,
              PRIMARY KEY ("IsSettled", {Kind}, "Stretch")) WITHOUT ROWID;

            CREATE TABLE "LogActions" (
              "ActionId" BLOB NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "IsSettled" INTEGER NOT NULL,
              "LastAt" INTEGER NOT NULL, "IsFailed" INTEGER NOT NULL,
              PRIMARY KEY ("ActionId", {Kind}, "IsSettled")) WITHOUT ROWID;
            """;

        private const string Fill =
            $"""
            INSERT INTO "LogActions" ("ActionId", {Kind}, "IsSettled", "LastAt", "IsFailed")
            SELECT e."ActionId", {Kind}, s."IsSettled", MAX(e."At"), EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = e."ActionId" AND +a."Status" = 5)
            FROM "LogEntries" e CROSS JOIN (SELECT 0 AS "IsSettled" UNION ALL SELECT 1 UNION ALL SELECT 2) s
            WHERE e."ActionId" IS NOT NULL AND (s."IsSettled" = 2 OR s."IsSettled" = (e."SettledAt" IS NOT NULL))
            GROUP BY e."ActionId", {Kind}, s."IsSettled";

            CREATE INDEX "IX_LogActions_LastAt" ON "LogActions" ("IsSettled", "LastAt", "IsFailed");

            INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
            SELECT s."IsSettled", {Kind}, e."At" / {Stretch}, COUNT(*), 0, 0, MIN(e."At"), MAX(e."At"), MAX(e."Seq")
            FROM "LogEntries" e CROSS JOIN (SELECT 0 AS "IsSettled" UNION ALL SELECT 1 UNION ALL SELECT 2) s
            WHERE s."IsSettled" = 2 OR s."IsSettled" = (e."SettledAt" IS NOT NULL)
            GROUP BY s."IsSettled", {Kind}, e."At" / {Stretch};

            INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
            SELECT "IsSettled", {Kind}, "LastAt" / {Stretch}, 0, COUNT(*), SUM("IsFailed"), 0, 0, 0
            FROM "LogActions" WHERE 1 GROUP BY "IsSettled", {Kind}, "LastAt" / {Stretch}
            ON CONFLICT DO UPDATE SET "Actions" = excluded."Actions", "Failed" = excluded."Failed";

            INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
            SELECT "IsSettled", 0, "Severity", "Category", "Code", "Stretch", SUM("Entries"), SUM("Actions"), SUM("Failed"), MIN("FirstAt"), MAX("LastAt"), MAX("LastSeq")
            FROM "LogCounts" GROUP BY "IsSettled", "Severity", "Category", "Code", "Stretch";
            """;

        private const string CountEntries =
            $"""
            CREATE TRIGGER "LogEntries_Counted" AFTER INSERT ON "LogEntries"
            BEGIN
              INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
              SELECT s."IsSettled", i."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."At" / {Stretch}, 1, 0, 0, NEW."At", NEW."At", NEW."Seq"
              FROM (SELECT NEW."SettledAt" IS NOT NULL AS "IsSettled" UNION ALL SELECT 2) s CROSS JOIN (SELECT NEW."InboxId" AS "InboxId" UNION ALL SELECT 0) i WHERE 1
              {Upsert};
              INSERT INTO "LogActions" ("ActionId", {Kind}, "IsSettled", "LastAt", "IsFailed")
              SELECT NEW."ActionId", NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", s."IsSettled", NEW."At",
                EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = NEW."ActionId" AND +a."Status" = 5)
              FROM (SELECT NEW."SettledAt" IS NOT NULL AS "IsSettled" UNION ALL SELECT 2) s WHERE NEW."ActionId" IS NOT NULL
              ON CONFLICT DO UPDATE SET "LastAt" = excluded."LastAt" WHERE excluded."LastAt" > "LastAt";
            END;

            CREATE TRIGGER "LogEntries_Settled" AFTER UPDATE OF "SettledAt" ON "LogEntries"
            WHEN (OLD."SettledAt" IS NULL) <> (NEW."SettledAt" IS NULL)
            BEGIN
              UPDATE "LogCounts" SET "Entries" = "Entries" - 1 WHERE "IsSettled" = (OLD."SettledAt" IS NOT NULL) AND {OldCount} AND "Stretch" = OLD."At" / {Stretch};
              INSERT INTO "LogCounts" ("IsSettled", {Kind}, "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
              VALUES (NEW."SettledAt" IS NOT NULL, NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."At" / {Stretch}, 1, 0, 0, NEW."At", NEW."At", NEW."Seq"),
                (NEW."SettledAt" IS NOT NULL, 0, NEW."Severity", NEW."Category", NEW."Code", NEW."At" / {Stretch}, 1, 0, 0, NEW."At", NEW."At", NEW."Seq")
              {Upsert};
              DELETE FROM "LogActions" WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" = (OLD."SettledAt" IS NOT NULL) AND "LastAt" = OLD."At" AND NOT EXISTS (SELECT 1 {Others});
              UPDATE "LogActions" SET "LastAt" = (SELECT MAX(o."At") {Others})
              WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" = (OLD."SettledAt" IS NOT NULL) AND "LastAt" = OLD."At";
              INSERT INTO "LogActions" ("ActionId", {Kind}, "IsSettled", "LastAt", "IsFailed")
              SELECT NEW."ActionId", NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."SettledAt" IS NOT NULL, NEW."At",
                EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = NEW."ActionId" AND +a."Status" = 5)
              WHERE NEW."ActionId" IS NOT NULL
              ON CONFLICT DO UPDATE SET "LastAt" = excluded."LastAt" WHERE excluded."LastAt" > "LastAt";
              DELETE FROM "LogCounts" WHERE "IsSettled" = (OLD."SettledAt" IS NOT NULL) AND {OldCount} AND "Stretch" = OLD."At" / {Stretch} AND "Entries" = 0;
            END;

            CREATE TRIGGER "LogEntries_Gone" AFTER DELETE ON "LogEntries"
            BEGIN
              UPDATE "LogCounts" SET "Entries" = "Entries" - 1 WHERE "IsSettled" IN (OLD."SettledAt" IS NOT NULL, 2) AND {OldCount} AND "Stretch" = OLD."At" / {Stretch};
              DELETE FROM "LogActions" WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" IN (OLD."SettledAt" IS NOT NULL, 2) AND "LastAt" = OLD."At" AND NOT EXISTS (SELECT 1 {Others});
              UPDATE "LogActions" SET "LastAt" = (SELECT MAX(o."At") {Others})
              WHERE "ActionId" = OLD."ActionId" AND {OldKind} AND "IsSettled" IN (OLD."SettledAt" IS NOT NULL, 2) AND "LastAt" = OLD."At";
              DELETE FROM "LogCounts" WHERE "IsSettled" IN (OLD."SettledAt" IS NOT NULL, 2) AND {OldCount} AND "Stretch" = OLD."At" / {Stretch} AND "Entries" = 0;
            END;
            """;

        private const string CountActions =
            $"""
            CREATE TRIGGER "LogActions_Counted" AFTER INSERT ON "LogActions"
            BEGIN
              UPDATE "LogCounts" SET "Actions" = "Actions" + 1, "Failed" = "Failed" + NEW."IsFailed" WHERE "IsSettled" = NEW."IsSettled" AND {NewCount} AND "Stretch" = NEW."LastAt" / {Stretch};
            END;

            CREATE TRIGGER "LogActions_Gone" AFTER DELETE ON "LogActions"
            BEGIN
              UPDATE "LogCounts" SET "Actions" = "Actions" - 1, "Failed" = "Failed" - OLD."IsFailed" WHERE "IsSettled" = OLD."IsSettled" AND {OldCount} AND "Stretch" = OLD."LastAt" / {Stretch};
            END;

            CREATE TRIGGER "LogActions_Moved" AFTER UPDATE OF "LastAt" ON "LogActions"
            WHEN OLD."LastAt" / {Stretch} <> NEW."LastAt" / {Stretch}
            BEGIN
              UPDATE "LogCounts" SET "Actions" = "Actions" - 1, "Failed" = "Failed" - OLD."IsFailed" WHERE "IsSettled" = OLD."IsSettled" AND {OldCount} AND "Stretch" = OLD."LastAt" / {Stretch};
              UPDATE "LogCounts" SET "Actions" = "Actions" + 1, "Failed" = "Failed" + NEW."IsFailed" WHERE "IsSettled" = NEW."IsSettled" AND {NewCount} AND "Stretch" = NEW."LastAt" / {Stretch};
            END;

            CREATE TRIGGER "LogActions_Failed" AFTER UPDATE OF "IsFailed" ON "LogActions"
            WHEN OLD."IsFailed" <> NEW."IsFailed"
            BEGIN
              UPDATE "LogCounts" SET "Failed" = "Failed" + NEW."IsFailed" - OLD."IsFailed" WHERE "IsSettled" = NEW."IsSettled" AND {NewCount} AND "Stretch" = NEW."LastAt" / {Stretch};
            END;

            CREATE TRIGGER "Actions_Failed" AFTER UPDATE OF "Status" ON "Actions"
            WHEN (OLD."Status" = 5) <> (NEW."Status" = 5)
            BEGIN
              UPDATE "LogActions" SET "IsFailed" = NEW."Status" = 5 WHERE "ActionId" = NEW."Id";
            END;

            CREATE TRIGGER "Actions_FailedGone" AFTER DELETE ON "Actions"
            WHEN OLD."Status" = 5
            BEGIN
              UPDATE "LogActions" SET "IsFailed" = 0 WHERE "ActionId" = OLD."Id";
            END;

            CREATE TRIGGER "Actions_FailedBack" AFTER INSERT ON "Actions"
            WHEN NEW."Status" = 5
            BEGIN
              UPDATE "LogActions" SET "IsFailed" = 1 WHERE "ActionId" = NEW."Id";
            END;
            """;

        private const string DropCounts =
            """
            DROP TRIGGER "LogEntries_Counted";
            DROP TRIGGER "LogEntries_Settled";
            DROP TRIGGER "LogEntries_Gone";
            DROP TABLE "LogCounts";
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LogEntries_InboxId_Seq",
                table: "LogEntries");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_InboxId_Seq_At_Category_Severity",
                table: "LogEntries",
                columns: new[] { "InboxId", "Seq", "At", "Category", "Severity" });

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Seq_At_Category_Severity",
                table: "LogEntries",
                columns: new[] { "Seq", "At", "Category", "Severity" });

            migrationBuilder.Sql(DropCounts);
            migrationBuilder.Sql(CreateTables);
            migrationBuilder.Sql(Fill);
            migrationBuilder.Sql(CountEntries);
            migrationBuilder.Sql(CountActions);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "Actions_Failed";
                DROP TRIGGER "Actions_FailedGone";
                DROP TRIGGER "Actions_FailedBack";
                DROP TABLE "LogActions";
                """);
            migrationBuilder.Sql(DropCounts);

            // The counts as they were before, made from the entries again.
            migrationBuilder.Operations.Add(new WrittenEvents().UpOperations.OfType<SqlOperation>().Single());

            migrationBuilder.DropIndex(
                name: "IX_LogEntries_InboxId_Seq_At_Category_Severity",
                table: "LogEntries");

            migrationBuilder.DropIndex(
                name: "IX_LogEntries_Seq_At_Category_Severity",
                table: "LogEntries");

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_InboxId_Seq",
                table: "LogEntries",
                columns: new[] { "InboxId", "Seq" });
        }
    }
}
