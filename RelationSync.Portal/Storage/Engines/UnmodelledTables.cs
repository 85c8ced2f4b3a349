namespace RelationSync.Portal.Storage.Engines;

/// <summary>Tables that no entity stands for: the search's index and the counts of the error log, which are read and written by SQL alone.
/// They are part of the first migration, so they never change again: a change is a new migration.</summary>
internal static class UnmodelledTables
{
    public const string Sqlite =
        """
        CREATE VIRTUAL TABLE "ActionIndex" USING fts5("Text", content='', contentless_delete=1, detail=none, tokenize='ascii');

        CREATE TABLE "ActionIndexState" ("Id" INTEGER NOT NULL PRIMARY KEY CHECK ("Id" = 1), "UpTo" INTEGER NOT NULL, "FirstDay" INTEGER NULL, "LastDay" INTEGER NULL);
        INSERT INTO "ActionIndexState" ("Id", "UpTo") VALUES (1, 0);

        CREATE TABLE "StaleActions" ("Seq" INTEGER NOT NULL PRIMARY KEY);

        CREATE TABLE "ActionOperators" ("Email" TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

        CREATE TABLE "LogCounts" (
          "State" INTEGER NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "Bucket" INTEGER NOT NULL,
          "Entries" INTEGER NOT NULL, "Actions" INTEGER NOT NULL, "Failed" INTEGER NOT NULL,
          PRIMARY KEY ("State", "InboxId", "Severity", "Category", "Code", "Bucket")) WITHOUT ROWID;

        CREATE TABLE "LogActions" (
          "ActionId" BLOB NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "State" INTEGER NOT NULL,
          "LastAt" INTEGER NOT NULL, "IsFailed" INTEGER NOT NULL,
          PRIMARY KEY ("ActionId", "InboxId", "Severity", "Category", "Code", "State")) WITHOUT ROWID;
        CREATE INDEX "IX_LogActions_LastAt" ON "LogActions" ("State", "LastAt", "IsFailed");

        CREATE INDEX "IX_LogEntries_Ends" ON "LogEntries" (
          "Severity", "Category", "Code", (CASE WHEN "SettledAt" IS NOT NULL THEN 1 WHEN "ClosedAt" IS NOT NULL THEN 3 ELSE 0 END), "At", "InboxId");
        """;

    /// <summary>Who commits in order holds the lock of <c>CommitOrder</c>, which is always empty.</summary>
    public const string PostgreSql =
        """
        CREATE TABLE "CommitOrder" ();

        CREATE TABLE "ActionIndex" ("Seq" bigint NOT NULL PRIMARY KEY, "Text" text NOT NULL, "Grams" integer[] NOT NULL);
        CREATE INDEX "IX_ActionIndex" ON "ActionIndex" USING gin ("Grams", "Text" gin_trgm_ops) WITH (gin_pending_list_limit = 2048);

        CREATE TABLE "ActionIndexState" ("Id" integer NOT NULL PRIMARY KEY CHECK ("Id" = 1), "UpTo" bigint NOT NULL, "FirstDay" bigint NULL, "LastDay" bigint NULL);
        INSERT INTO "ActionIndexState" ("Id", "UpTo") VALUES (1, 0);

        CREATE TABLE "StaleActions" ("Seq" bigint NOT NULL PRIMARY KEY);

        CREATE TABLE "ActionOperators" ("Email" text NOT NULL PRIMARY KEY);

        CREATE TABLE "LogCounts" (
          "State" integer NOT NULL, "InboxId" bigint NOT NULL, "Severity" integer NOT NULL, "Category" integer NOT NULL, "Code" text NOT NULL, "Bucket" bigint NOT NULL,
          "Entries" integer NOT NULL, "Actions" integer NOT NULL, "Failed" integer NOT NULL,
          PRIMARY KEY ("State", "InboxId", "Severity", "Category", "Code", "Bucket"));

        CREATE TABLE "LogActions" (
          "ActionId" bytea NOT NULL, "InboxId" bigint NOT NULL, "Severity" integer NOT NULL, "Category" integer NOT NULL, "Code" text NOT NULL, "State" integer NOT NULL,
          "LastAt" bigint NOT NULL, "IsFailed" integer NOT NULL,
          PRIMARY KEY ("ActionId", "InboxId", "Severity", "Category", "Code", "State"));
        CREATE INDEX "IX_LogActions_LastAt" ON "LogActions" ("State", "LastAt", "IsFailed");

        CREATE INDEX "IX_LogEntries_Ends" ON "LogEntries" (
          "Severity", "Category", "Code", (CASE WHEN "SettledAt" IS NOT NULL THEN 1 WHEN "ClosedAt" IS NOT NULL THEN 3 ELSE 0 END), "At", "InboxId");
        """;
}
