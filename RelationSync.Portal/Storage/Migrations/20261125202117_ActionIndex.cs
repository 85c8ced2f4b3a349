using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RelationSync.Portal.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ActionIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // No content and no positions: what it finds is looked at in the actions themselves. The text has normal form.
            migrationBuilder.Sql(
                """
                CREATE VIRTUAL TABLE "ActionIndex" USING fts5("Text", content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');

                CREATE TABLE "ActionIndexState" ("Id" INTEGER NOT NULL PRIMARY KEY CHECK ("Id" = 1), "UpTo" INTEGER NOT NULL, "FirstDay" INTEGER NULL, "LastDay" INTEGER NULL);

                INSERT INTO "ActionIndexState" ("Id", "UpTo") VALUES (1, 0);

                CREATE TABLE "StaleActions" ("Seq" INTEGER NOT NULL PRIMARY KEY);

                CREATE TABLE "ActionOperators" ("Email" TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

                CREATE TRIGGER "Actions_Changed" AFTER UPDATE OF "Subject", "ActivityId", "EventId", "CustomerKey", "OperatorEmail", "TriggerAt", "Status" ON "Actions"
                WHEN OLD."Seq" <= (SELECT "UpTo" FROM "ActionIndexState")
                  AND (NEW."Subject" IS NOT OLD."Subject" OR NEW."ActivityId" IS NOT OLD."ActivityId" OR NEW."EventId" IS NOT OLD."EventId"
                    OR NEW."CustomerKey" IS NOT OLD."CustomerKey" OR NEW."OperatorEmail" IS NOT OLD."OperatorEmail"
                    OR NEW."TriggerAt" <> OLD."TriggerAt" OR MAX(NEW."Status", 3) <> MAX(OLD."Status", 3))
                BEGIN
                  INSERT OR IGNORE INTO "StaleActions" ("Seq") VALUES (OLD."Seq");
                END;

                CREATE TRIGGER "Actions_Deleted" AFTER DELETE ON "Actions"
                WHEN OLD."Seq" <= (SELECT "UpTo" FROM "ActionIndexState")
                BEGIN
                  INSERT OR IGNORE INTO "StaleActions" ("Seq") VALUES (OLD."Seq");
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "Actions_Changed";
                DROP TRIGGER "Actions_Deleted";
                DROP TABLE "ActionOperators";
                DROP TABLE "StaleActions";
                DROP TABLE "ActionIndexState";
                DROP TABLE "ActionIndex";
                """);
        }
    }
}
