using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class WrittenEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "WrittenEvents",
                columns: table => new
                {
                    ActionSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    End = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: true),
                    WhoIds = table.Column<string>(type: "TEXT", nullable: true),
                    WhatId = table.Column<string>(type: "TEXT", nullable: true),
                    SubjectLength = table.Column<int>(type: "INTEGER", nullable: false),
                    DescriptionLines = table.Column<int>(type: "INTEGER", nullable: false),
                    DescriptionLength = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WrittenEvents", x => x.ActionSeq);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LogEntries_Category_Severity_Code",
                table: "LogEntries",
                columns: new[] { "Category", "Severity", "Code" });

            // The error log by kind and stretches of eight days, so that a year of it is grouped without being read.
            migrationBuilder.Sql(
                """
                CREATE TABLE "LogCounts" (
                  "Stretch" INTEGER NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL,
                  "IsSettled" INTEGER NOT NULL, "Entries" INTEGER NOT NULL, "Actions" INTEGER NOT NULL,
                  "FirstAt" INTEGER NOT NULL, "LastAt" INTEGER NOT NULL, "LastSeq" INTEGER NOT NULL,
                  PRIMARY KEY ("InboxId", "Severity", "Category", "Code", "IsSettled", "Stretch")) WITHOUT ROWID;

                INSERT INTO "LogCounts" ("Stretch", "InboxId", "Severity", "Category", "Code", "IsSettled", "Entries", "Actions", "FirstAt", "LastAt", "LastSeq")
                SELECT MIN(e."At") / 6912000000000, e."InboxId", e."Severity", e."Category", e."Code", e."SettledAt" IS NOT NULL, COUNT(*), SUM(e."IsFirst"), MIN(e."At"), MAX(e."At"), MAX(e."Seq")
                FROM (SELECT *, "ActionId" IS NOT NULL AND ROW_NUMBER() OVER (PARTITION BY "ActionId", "Severity", "Category", "Code", "SettledAt" IS NULL ORDER BY "Seq") = 1 AS "IsFirst" FROM "LogEntries") e
                GROUP BY e."At" / 6912000000000, e."InboxId", e."Severity", e."Category", e."Code", e."SettledAt" IS NOT NULL;

                CREATE TRIGGER "LogEntries_Counted" AFTER INSERT ON "LogEntries"
                BEGIN
                  INSERT INTO "LogCounts" ("Stretch", "InboxId", "Severity", "Category", "Code", "IsSettled", "Entries", "Actions", "FirstAt", "LastAt", "LastSeq")
                  VALUES (NEW."At" / 6912000000000, NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."SettledAt" IS NOT NULL, 1,
                    NEW."ActionId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "LogEntries" o WHERE o."ActionId" = NEW."ActionId" AND +o."Seq" <> NEW."Seq" AND +o."Severity" = NEW."Severity"
                    AND +o."Category" = NEW."Category" AND +o."Code" = NEW."Code" AND (o."SettledAt" IS NULL) = (NEW."SettledAt" IS NULL)), NEW."At", NEW."At", NEW."Seq")
                  ON CONFLICT DO UPDATE SET "Entries" = "Entries" + 1, "Actions" = "Actions" + excluded."Actions",
                    "FirstAt" = MIN("FirstAt", excluded."FirstAt"), "LastAt" = MAX("LastAt", excluded."LastAt"), "LastSeq" = MAX("LastSeq", excluded."LastSeq");
                END;

                CREATE TRIGGER "LogEntries_Settled" AFTER UPDATE OF "SettledAt" ON "LogEntries"
                WHEN (OLD."SettledAt" IS NULL) <> (NEW."SettledAt" IS NULL)
                BEGIN
                  UPDATE "LogCounts" SET "Entries" = "Entries" - 1, "Actions" = "Actions" - (OLD."ActionId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."Seq" <> OLD."Seq" AND +o."Severity" = OLD."Severity"
                    AND +o."Category" = OLD."Category" AND +o."Code" = OLD."Code" AND (o."SettledAt" IS NULL) = (OLD."SettledAt" IS NULL)))
                  WHERE "Stretch" = OLD."At" / 6912000000000 AND "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" AND "IsSettled" = (OLD."SettledAt" IS NOT NULL);
                  DELETE FROM "LogCounts" WHERE "Stretch" = OLD."At" / 6912000000000 AND "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" AND "IsSettled" = (OLD."SettledAt" IS NOT NULL) AND "Entries" = 0 AND "Actions" = 0;
                  INSERT INTO "LogCounts" ("Stretch", "InboxId", "Severity", "Category", "Code", "IsSettled", "Entries", "Actions", "FirstAt", "LastAt", "LastSeq")
                  VALUES (NEW."At" / 6912000000000, NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."SettledAt" IS NOT NULL, 1,
                    NEW."ActionId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "LogEntries" o WHERE o."ActionId" = NEW."ActionId" AND +o."Seq" <> NEW."Seq" AND +o."Severity" = NEW."Severity"
                    AND +o."Category" = NEW."Category" AND +o."Code" = NEW."Code" AND (o."SettledAt" IS NULL) = (NEW."SettledAt" IS NULL)), NEW."At", NEW."At", NEW."Seq")
                  ON CONFLICT DO UPDATE SET "Entries" = "Entries" + 1, "Actions" = "Actions" + excluded."Actions",
                    "FirstAt" = MIN("FirstAt", excluded."FirstAt"), "LastAt" = MAX("LastAt", excluded."LastAt"), "LastSeq" = MAX("LastSeq", excluded."LastSeq");
                END;

                CREATE TRIGGER "LogEntries_Gone" AFTER DELETE ON "LogEntries"
                BEGIN
                  UPDATE "LogCounts" SET "Entries" = "Entries" - 1, "Actions" = "Actions" - (OLD."ActionId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."Seq" <> OLD."Seq" AND +o."Severity" = OLD."Severity"
                    AND +o."Category" = OLD."Category" AND +o."Code" = OLD."Code" AND (o."SettledAt" IS NULL) = (OLD."SettledAt" IS NULL)))
                  WHERE "Stretch" = OLD."At" / 6912000000000 AND "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" AND "IsSettled" = (OLD."SettledAt" IS NOT NULL);
                  DELETE FROM "LogCounts" WHERE "Stretch" = OLD."At" / 6912000000000 AND "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code" AND "IsSettled" = (OLD."SettledAt" IS NOT NULL) AND "Entries" = 0 AND "Actions" = 0;
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "LogEntries_Counted";
                DROP TRIGGER "LogEntries_Settled";
                DROP TRIGGER "LogEntries_Gone";
                DROP TABLE "LogCounts";
                """);

            migrationBuilder.DropTable(
                name: "WrittenEvents");

            migrationBuilder.DropIndex(
                name: "IX_LogEntries_Category_Severity_Code",
                table: "LogEntries");
        }
    }
}
