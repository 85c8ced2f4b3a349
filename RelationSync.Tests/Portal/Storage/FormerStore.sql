-- The schema that the fourteen migrations before 1.0 made, as SQLite kept it.
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "Accounts" (
    "Id" BLOB NOT NULL CONSTRAINT "PK_Accounts" PRIMARY KEY,
    "Email" TEXT NOT NULL,
    "NormalizedEmail" TEXT NOT NULL,
    "PasswordHash" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    "Language" TEXT NULL,
    "Theme" TEXT NULL,
    "SecurityStamp" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "LastSignInAt" INTEGER NULL
, "SecondFactorProtected" TEXT NULL, "SecondFactorSince" INTEGER NULL, "SecondFactorStep" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "Actions" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_Actions" PRIMARY KEY AUTOINCREMENT,
    "Id" BLOB NOT NULL,
    "InboxId" INTEGER NOT NULL,
    "Channel" TEXT NOT NULL,
    "ActivityId" TEXT NOT NULL,
    "ActivityKey" BLOB NOT NULL,
    "TriggerOperationId" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "Intent" INTEGER NOT NULL,
    "TriggerAt" INTEGER NOT NULL,
    "ArrivedAt" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "SyncedAt" INTEGER NULL,
    "EventId" TEXT NULL,
    "Attempts" INTEGER NOT NULL,
    "LastError" TEXT NULL,
    "FailingSince" INTEGER NULL,
    "Fence" INTEGER NOT NULL,
    "ClaimedAt" INTEGER NULL,
    "Doubt" INTEGER NOT NULL,
    "SentAt" INTEGER NULL,
    "Subject" TEXT NULL,
    "OperatorEmail" TEXT NULL,
    "CustomerKey" TEXT NULL
, "ErasedAt" INTEGER NULL, "SentUnmarked" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "Attempts" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_Attempts" PRIMARY KEY AUTOINCREMENT,
    "ActionSeq" INTEGER NOT NULL,
    "At" INTEGER NOT NULL,
    "Class" INTEGER NOT NULL,
    "Code" TEXT NOT NULL,
    "Message" TEXT NOT NULL,
    "Certainty" INTEGER NOT NULL
);
CREATE TABLE "Authorizations" (
    "Id" BLOB NOT NULL CONSTRAINT "PK_Authorizations" PRIMARY KEY,
    "LoginUrl" TEXT NOT NULL,
    "InstanceUrl" TEXT NULL,
    "OrgId" TEXT NULL,
    "UserId" TEXT NULL,
    "Username" TEXT NULL,
    "ClientId" TEXT NULL,
    "ClientSecretProtected" TEXT NULL,
    "RefreshTokenProtected" TEXT NOT NULL,
    "AccessTokenProtected" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "RefreshedAt" INTEGER NULL,
    "GoneAt" INTEGER NULL,
    "GoneCode" TEXT NULL,
    "ApiUsed" INTEGER NULL,
    "ApiMax" INTEGER NULL,
    "ApiSeenAt" INTEGER NULL,
    "CapabilitiesJson" TEXT NULL,
    "CapabilitiesAt" INTEGER NULL
, "AskAgainAt" INTEGER NULL, "BlockedAt" INTEGER NULL, "BlockedCode" TEXT NULL, "Refusals" INTEGER NOT NULL DEFAULT 0, "RefusedAt" INTEGER NULL);
CREATE TABLE "Episodes" (
    "ConnectionId" BLOB NOT NULL,
    "Kind" TEXT NOT NULL,
    "About" TEXT NOT NULL,
    "Since" INTEGER NOT NULL,
    "TriedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_Episodes" PRIMARY KEY ("ConnectionId", "Kind", "About")
);
CREATE TABLE "Inboxes" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Inboxes" PRIMARY KEY AUTOINCREMENT,
    "Key" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "TimeZone" TEXT NOT NULL,
    "SecretProtected" TEXT NOT NULL,
    "PreviousSecretProtected" TEXT NULL,
    "PreviousSecretUntil" INTEGER NULL,
    "SyncFrom" INTEGER NULL,
    "CreatedAt" INTEGER NOT NULL,
    "LastOperationAt" INTEGER NULL
, "SilentAfterMinutes" INTEGER NULL, "SilenceWatchedFrom" INTEGER NULL);
CREATE TABLE "LogEntries" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_LogEntries" PRIMARY KEY AUTOINCREMENT,
    "At" INTEGER NOT NULL,
    "InboxId" INTEGER NOT NULL,
    "ConnectionId" BLOB NULL,
    "Severity" INTEGER NOT NULL,
    "Category" INTEGER NOT NULL,
    "Code" TEXT NOT NULL,
    "Message" TEXT NOT NULL,
    "Fields" TEXT NULL,
    "ActionId" BLOB NULL,
    "Channel" TEXT NULL,
    "Subject" TEXT NULL,
    "CustomerKey" TEXT NULL,
    "Operator" TEXT NULL,
    "EventId" TEXT NULL,
    "SettledAt" INTEGER NULL
, "ClosedAt" INTEGER NULL);
CREATE TABLE "OneTimeTokens" (
    "Hash" TEXT NOT NULL CONSTRAINT "PK_OneTimeTokens" PRIMARY KEY,
    "Purpose" TEXT NOT NULL,
    "AccountId" BLOB NULL,
    "ExpiresAt" INTEGER NOT NULL,
    "UsedAt" INTEGER NULL
);
CREATE TABLE "Operations" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_Operations" PRIMARY KEY AUTOINCREMENT,
    "IdHash" BLOB NOT NULL,
    "InboxId" INTEGER NOT NULL,
    "ActivityKey" BLOB NOT NULL,
    "ArrivedAt" INTEGER NOT NULL,
    "Payload" BLOB NULL
);
CREATE TABLE "ProvisionedEntries" (
    "Kind" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Hash" TEXT NOT NULL,
    "SecretHash" TEXT NOT NULL,
    CONSTRAINT "PK_ProvisionedEntries" PRIMARY KEY ("Kind", "Key")
);
CREATE TABLE "Settings" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_Settings" PRIMARY KEY,
    "Value" TEXT NOT NULL
);
CREATE TABLE "Connections" (
    "Id" BLOB NOT NULL CONSTRAINT "PK_Connections" PRIMARY KEY,
    "InboxId" INTEGER NOT NULL,
    "AuthorizationId" BLOB NOT NULL,
    "Targets" INTEGER NOT NULL,
    "LinkOpportunities" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "PausedAt" INTEGER NULL,
    "LimitSince" INTEGER NULL,
    "NextProbeAt" INTEGER NULL,
    "DurationCeilingMinutes" INTEGER NULL,
    "CeilingLearntAt" INTEGER NULL,
    "LastDrainAt" INTEGER NULL,
    "LeaseOwner" BLOB NULL,
    "LeaseVersion" INTEGER NOT NULL,
    "Fence" INTEGER NOT NULL, "ApiBudgetPercent" INTEGER NULL, "BudgetSince" INTEGER NULL,
    CONSTRAINT "FK_Connections_Authorizations_AuthorizationId" FOREIGN KEY ("AuthorizationId") REFERENCES "Authorizations" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Connections_Inboxes_InboxId" FOREIGN KEY ("InboxId") REFERENCES "Inboxes" ("Id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "IX_Accounts_NormalizedEmail" ON "Accounts" ("NormalizedEmail");
CREATE INDEX "IX_Actions_ActivityKey" ON "Actions" ("ActivityKey");
CREATE INDEX "IX_Actions_EventId" ON "Actions" ("EventId");
CREATE UNIQUE INDEX "IX_Actions_Id" ON "Actions" ("Id");
CREATE INDEX "IX_Actions_InboxId_Seq" ON "Actions" ("InboxId", "Seq");
CREATE INDEX "IX_Actions_Status_InboxId_DueAt" ON "Actions" ("Status", "InboxId", "DueAt");
CREATE INDEX "IX_Attempts_ActionSeq" ON "Attempts" ("ActionSeq");
CREATE INDEX "IX_Connections_AuthorizationId" ON "Connections" ("AuthorizationId");
CREATE UNIQUE INDEX "IX_Connections_InboxId" ON "Connections" ("InboxId");
CREATE UNIQUE INDEX "IX_Inboxes_Key" ON "Inboxes" ("Key");
CREATE INDEX "IX_LogEntries_ActionId" ON "LogEntries" ("ActionId");
CREATE INDEX "IX_LogEntries_At" ON "LogEntries" ("At");
CREATE INDEX "IX_Operations_ActivityKey" ON "Operations" ("ActivityKey");
CREATE UNIQUE INDEX "IX_Operations_IdHash" ON "Operations" ("IdHash");
CREATE TABLE "AuditEntries" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_AuditEntries" PRIMARY KEY AUTOINCREMENT,
    "At" INTEGER NOT NULL,
    "AccountId" BLOB NULL,
    "Actor" TEXT NOT NULL,
    "Address" TEXT NULL,
    "Act" INTEGER NOT NULL,
    "About" TEXT NOT NULL,
    "DetailsJson" TEXT NULL
);
CREATE INDEX "IX_AuditEntries_At" ON "AuditEntries" ("At");
CREATE TABLE "ApiCallCounts" (
    "ConnectionId" BLOB NOT NULL,
    "From" INTEGER NOT NULL,
    "Calls" INTEGER NOT NULL,
    CONSTRAINT "PK_ApiCallCounts" PRIMARY KEY ("ConnectionId", "From")
);
CREATE TABLE "IntakeRefusals" (
    "InboxId" INTEGER NOT NULL,
    "Hour" INTEGER NOT NULL,
    "Reason" INTEGER NOT NULL,
    "Pointer" TEXT NOT NULL,
    "Message" TEXT NOT NULL,
    "Count" INTEGER NOT NULL,
    "FirstAt" INTEGER NOT NULL,
    "LastAt" INTEGER NOT NULL,
    "Network" TEXT NULL,
    "WebhookId" TEXT NULL,
    "SecondsAhead" INTEGER NULL,
    "OperationId" TEXT NULL,
    "OperationType" TEXT NULL,
    CONSTRAINT "PK_IntakeRefusals" PRIMARY KEY ("InboxId", "Hour", "Reason", "Pointer", "Message")
);
CREATE INDEX "IX_ApiCallCounts_From" ON "ApiCallCounts" ("From");
CREATE INDEX "IX_IntakeRefusals_Hour" ON "IntakeRefusals" ("Hour");
CREATE VIRTUAL TABLE "ActionIndex" USING fts5("Text", content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
CREATE TABLE "ActionIndexState" ("Id" INTEGER NOT NULL PRIMARY KEY CHECK ("Id" = 1), "UpTo" INTEGER NOT NULL, "FirstDay" INTEGER NULL, "LastDay" INTEGER NULL);
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
CREATE TABLE "IntakeMinutes" (
    "Minute" INTEGER NOT NULL,
    "InboxId" INTEGER NOT NULL,
    "Received" INTEGER NOT NULL,
    "Repeats" INTEGER NOT NULL,
    "Ignored" INTEGER NOT NULL,
    "Rejected" INTEGER NOT NULL,
    "ActionsMade" INTEGER NOT NULL,
    "FirstActionSeq" INTEGER NULL,
    CONSTRAINT "PK_IntakeMinutes" PRIMARY KEY ("Minute", "InboxId")
);
CREATE INDEX "IX_Operations_ArrivedAt_InboxId_ActivityKey" ON "Operations" ("ArrivedAt", "InboxId", "ActivityKey");
CREATE INDEX "IX_Actions_SyncedAt" ON "Actions" ("SyncedAt", "InboxId", "Status", "TriggerAt", "ArrivedAt") WHERE "SyncedAt" IS NOT NULL;
CREATE TABLE "Invitations" (
    "Id" BLOB NOT NULL CONSTRAINT "PK_Invitations" PRIMARY KEY,
    "Email" TEXT NOT NULL,
    "NormalizedEmail" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    "TokenHash" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NOT NULL
);
CREATE INDEX "IX_AuditEntries_Act_Seq" ON "AuditEntries" ("Act", "Seq");
CREATE INDEX "IX_AuditEntries_Actor_Seq" ON "AuditEntries" ("Actor", "Seq");
CREATE UNIQUE INDEX "IX_Invitations_NormalizedEmail" ON "Invitations" ("NormalizedEmail");
CREATE UNIQUE INDEX "IX_Invitations_TokenHash" ON "Invitations" ("TokenHash");
CREATE TABLE "NotificationDeliveries" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_NotificationDeliveries" PRIMARY KEY AUTOINCREMENT,
    "Id" BLOB NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "Channel" INTEGER NOT NULL,
    "WebhookId" BLOB NULL,
    "Receiver" TEXT NOT NULL,
    "MessageJson" TEXT NOT NULL,
    "IsTest" INTEGER NOT NULL,
    "Status" INTEGER NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "TriedAt" INTEGER NULL,
    "Fault" INTEGER NULL,
    "FaultCode" TEXT NULL
);
CREATE TABLE "NotificationEpisodes" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_NotificationEpisodes" PRIMARY KEY AUTOINCREMENT,
    "Condition" INTEGER NOT NULL,
    "InboxId" INTEGER NOT NULL,
    "Since" INTEGER NOT NULL,
    "ToldAt" INTEGER NULL,
    "WellSince" INTEGER NULL,
    "EndedAt" INTEGER NULL
);
CREATE TABLE "NotificationSettings" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_NotificationSettings" PRIMARY KEY,
    "MailOn" INTEGER NOT NULL,
    "SmtpHost" TEXT NOT NULL,
    "SmtpPort" INTEGER NOT NULL,
    "SmtpSecurity" INTEGER NOT NULL,
    "SmtpUser" TEXT NOT NULL,
    "SmtpPasswordProtected" TEXT NULL,
    "Sender" TEXT NOT NULL,
    "Recipients" TEXT NOT NULL,
    "Language" TEXT NOT NULL,
    "TellAuthorization" INTEGER NOT NULL,
    "TellLimit" INTEGER NOT NULL,
    "TellSla" INTEGER NOT NULL,
    "TellErrors" INTEGER NOT NULL,
    "TellSilence" INTEGER NOT NULL,
    "TellRecovery" INTEGER NOT NULL,
    "ErrorThreshold" INTEGER NOT NULL,
    "SlaPercent" INTEGER NOT NULL
);
CREATE TABLE "NotificationWebhooks" (
    "Id" BLOB NOT NULL CONSTRAINT "PK_NotificationWebhooks" PRIMARY KEY,
    "Host" TEXT NOT NULL,
    "UrlProtected" TEXT NOT NULL,
    "SecretProtected" TEXT NOT NULL,
    "PreviousSecretProtected" TEXT NULL,
    "PreviousSecretUntil" INTEGER NULL,
    "CreatedAt" INTEGER NOT NULL
);
CREATE INDEX "IX_NotificationDeliveries_CreatedAt" ON "NotificationDeliveries" ("CreatedAt");
CREATE UNIQUE INDEX "IX_NotificationDeliveries_Id" ON "NotificationDeliveries" ("Id");
CREATE INDEX "IX_NotificationDeliveries_Status_DueAt" ON "NotificationDeliveries" ("Status", "DueAt");
CREATE UNIQUE INDEX "IX_NotificationEpisodes_Condition_InboxId" ON "NotificationEpisodes" ("Condition", "InboxId") WHERE "EndedAt" IS NULL;
CREATE INDEX "IX_NotificationEpisodes_EndedAt" ON "NotificationEpisodes" ("EndedAt");
CREATE INDEX "IX_Actions_ToErase" ON "Actions" ("ArrivedAt") WHERE "ErasedAt" IS NULL;
CREATE TABLE "WrittenEvents" (
    "ActionSeq" INTEGER NOT NULL CONSTRAINT "PK_WrittenEvents" PRIMARY KEY,
    "At" INTEGER NOT NULL,
    "OwnerId" TEXT NOT NULL,
    "Start" INTEGER NOT NULL,
    "End" INTEGER NOT NULL,
    "Type" TEXT NULL,
    "WhoIds" TEXT NULL,
    "WhatId" TEXT NULL,
    "SubjectLength" INTEGER NOT NULL,
    "DescriptionLines" INTEGER NOT NULL,
    "DescriptionLength" INTEGER NOT NULL
, "OrgId" TEXT NULL);
CREATE INDEX "IX_LogEntries_Category_Severity_Code" ON "LogEntries" ("Category", "Severity", "Code");
CREATE INDEX "IX_LogEntries_InboxId_Seq_At_Category_Severity" ON "LogEntries" ("InboxId", "Seq", "At", "Category", "Severity");
CREATE INDEX "IX_LogEntries_Seq_At_Category_Severity" ON "LogEntries" ("Seq", "At", "Category", "Severity");
CREATE TABLE "LogCounts" (
  "IsSettled" INTEGER NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "Stretch" INTEGER NOT NULL,
  "Entries" INTEGER NOT NULL, "Actions" INTEGER NOT NULL, "Failed" INTEGER NOT NULL, "FirstAt" INTEGER NOT NULL, "LastAt" INTEGER NOT NULL, "LastSeq" INTEGER NOT NULL,
  PRIMARY KEY ("IsSettled",  "InboxId", "Severity", "Category", "Code" , "Stretch")) WITHOUT ROWID;
CREATE TABLE "LogActions" (
  "ActionId" BLOB NOT NULL, "InboxId" INTEGER NOT NULL, "Severity" INTEGER NOT NULL, "Category" INTEGER NOT NULL, "Code" TEXT NOT NULL, "IsSettled" INTEGER NOT NULL,
  "LastAt" INTEGER NOT NULL, "IsFailed" INTEGER NOT NULL,
  PRIMARY KEY ("ActionId",  "InboxId", "Severity", "Category", "Code" , "IsSettled")) WITHOUT ROWID;
CREATE INDEX "IX_LogActions_LastAt" ON "LogActions" ("IsSettled", "LastAt", "IsFailed");
CREATE TRIGGER "LogActions_Counted" AFTER INSERT ON "LogActions"
BEGIN
  UPDATE "LogCounts" SET "Actions" = "Actions" + 1, "Failed" = "Failed" + NEW."IsFailed" WHERE "IsSettled" = NEW."IsSettled" AND  "InboxId" IN (NEW."InboxId", 0) AND "Severity" = NEW."Severity" AND "Category" = NEW."Category" AND "Code" = NEW."Code"  AND "Stretch" = NEW."LastAt" / 6912000000000;
END;
CREATE TRIGGER "LogActions_Gone" AFTER DELETE ON "LogActions"
BEGIN
  UPDATE "LogCounts" SET "Actions" = "Actions" - 1, "Failed" = "Failed" - OLD."IsFailed" WHERE "IsSettled" = OLD."IsSettled" AND  "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "Stretch" = OLD."LastAt" / 6912000000000;
END;
CREATE TRIGGER "LogActions_Moved" AFTER UPDATE OF "LastAt" ON "LogActions"
WHEN OLD."LastAt" / 6912000000000 <> NEW."LastAt" / 6912000000000
BEGIN
  UPDATE "LogCounts" SET "Actions" = "Actions" - 1, "Failed" = "Failed" - OLD."IsFailed" WHERE "IsSettled" = OLD."IsSettled" AND  "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "Stretch" = OLD."LastAt" / 6912000000000;
  UPDATE "LogCounts" SET "Actions" = "Actions" + 1, "Failed" = "Failed" + NEW."IsFailed" WHERE "IsSettled" = NEW."IsSettled" AND  "InboxId" IN (NEW."InboxId", 0) AND "Severity" = NEW."Severity" AND "Category" = NEW."Category" AND "Code" = NEW."Code"  AND "Stretch" = NEW."LastAt" / 6912000000000;
END;
CREATE TRIGGER "LogActions_Failed" AFTER UPDATE OF "IsFailed" ON "LogActions"
WHEN OLD."IsFailed" <> NEW."IsFailed"
BEGIN
  UPDATE "LogCounts" SET "Failed" = "Failed" + NEW."IsFailed" - OLD."IsFailed" WHERE "IsSettled" = NEW."IsSettled" AND  "InboxId" IN (NEW."InboxId", 0) AND "Severity" = NEW."Severity" AND "Category" = NEW."Category" AND "Code" = NEW."Code"  AND "Stretch" = NEW."LastAt" / 6912000000000;
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
CREATE TABLE "OpenSessions" (
    "Hash" TEXT NOT NULL CONSTRAINT "PK_OpenSessions" PRIMARY KEY,
    "AccountId" BLOB NOT NULL,
    "Stamp" TEXT NOT NULL,
    "Since" INTEGER NOT NULL,
    "Device" TEXT NULL,
    "Network" TEXT NOT NULL
);
CREATE INDEX "IX_OpenSessions_AccountId" ON "OpenSessions" ("AccountId");
CREATE TABLE "Leases" (
    "Kind" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Owner" BLOB NULL,
    "Fence" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "RenewedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_Leases" PRIMARY KEY ("Kind", "Key")
);
CREATE INDEX "IX_LogEntries_Open" ON "LogEntries" ("Severity") WHERE "SettledAt" IS NULL AND "ClosedAt" IS NULL;
CREATE INDEX "IX_LogEntries_Ends" ON "LogEntries" (
  "Severity", "Category", "Code", (CASE WHEN "SettledAt" IS NOT NULL THEN 1 WHEN "ClosedAt" IS NOT NULL THEN 3 ELSE 0 END), "At", "InboxId");
CREATE TRIGGER "LogEntries_Counted" AFTER INSERT ON "LogEntries"
BEGIN
  INSERT INTO "LogCounts" ("IsSettled",  "InboxId", "Severity", "Category", "Code" , "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
  SELECT s."IsSettled", i."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."At" / 6912000000000, 1, 0, 0, NEW."At", NEW."At", NEW."Seq"
  FROM (SELECT  (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  AS "IsSettled" UNION ALL SELECT 2) s CROSS JOIN (SELECT NEW."InboxId" AS "InboxId" UNION ALL SELECT 0) i WHERE 1
  ON CONFLICT DO UPDATE SET "Entries" = "Entries" + 1,
    "FirstAt" = MIN("FirstAt", excluded."FirstAt"), "LastAt" = MAX("LastAt", excluded."LastAt"), "LastSeq" = MAX("LastSeq", excluded."LastSeq");
  INSERT INTO "LogActions" ("ActionId",  "InboxId", "Severity", "Category", "Code" , "IsSettled", "LastAt", "IsFailed")
  SELECT NEW."ActionId", NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", s."IsSettled", NEW."At",
    EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = NEW."ActionId" AND +a."Status" = 5)
  FROM (SELECT  (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  AS "IsSettled" UNION ALL SELECT 2) s WHERE NEW."ActionId" IS NOT NULL
  ON CONFLICT DO UPDATE SET "LastAt" = excluded."LastAt" WHERE excluded."LastAt" > "LastAt";
END;
CREATE TRIGGER "LogEntries_Settled" AFTER UPDATE OF "SettledAt", "ClosedAt" ON "LogEntries"
WHEN  (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  <>  (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) 
BEGIN
  UPDATE "LogCounts" SET "Entries" = "Entries" - 1 WHERE "IsSettled" =  (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  AND  "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "Stretch" = OLD."At" / 6912000000000;
  INSERT INTO "LogCounts" ("IsSettled",  "InboxId", "Severity", "Category", "Code" , "Stretch", "Entries", "Actions", "Failed", "FirstAt", "LastAt", "LastSeq")
  VALUES ( (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code", NEW."At" / 6912000000000, 1, 0, 0, NEW."At", NEW."At", NEW."Seq"),
    ( (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , 0, NEW."Severity", NEW."Category", NEW."Code", NEW."At" / 6912000000000, 1, 0, 0, NEW."At", NEW."At", NEW."Seq")
  ON CONFLICT DO UPDATE SET "Entries" = "Entries" + 1,
    "FirstAt" = MIN("FirstAt", excluded."FirstAt"), "LastAt" = MAX("LastAt", excluded."LastAt"), "LastSeq" = MAX("LastSeq", excluded."LastSeq");
  DELETE FROM "LogActions" WHERE "ActionId" = OLD."ActionId" AND  "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "IsSettled" =  (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  AND "LastAt" = OLD."At" AND NOT EXISTS (SELECT 1 FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."InboxId" = OLD."InboxId" AND +o."Severity" = OLD."Severity" AND +o."Category" = OLD."Category"
AND +o."Code" = OLD."Code" AND ("LogActions"."IsSettled" = 2 OR  (CASE WHEN o."SettledAt" IS NOT NULL THEN 1 WHEN o."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  = "LogActions"."IsSettled"));
  UPDATE "LogActions" SET "LastAt" = (SELECT MAX(o."At") FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."InboxId" = OLD."InboxId" AND +o."Severity" = OLD."Severity" AND +o."Category" = OLD."Category"
AND +o."Code" = OLD."Code" AND ("LogActions"."IsSettled" = 2 OR  (CASE WHEN o."SettledAt" IS NOT NULL THEN 1 WHEN o."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  = "LogActions"."IsSettled"))
  WHERE "ActionId" = OLD."ActionId" AND  "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "IsSettled" =  (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  AND "LastAt" = OLD."At";
  INSERT INTO "LogActions" ("ActionId",  "InboxId", "Severity", "Category", "Code" , "IsSettled", "LastAt", "IsFailed")
  SELECT NEW."ActionId", NEW."InboxId", NEW."Severity", NEW."Category", NEW."Code",  (CASE WHEN NEW."SettledAt" IS NOT NULL THEN 1 WHEN NEW."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , NEW."At",
    EXISTS (SELECT 1 FROM "Actions" a WHERE a."Id" = NEW."ActionId" AND +a."Status" = 5)
  WHERE NEW."ActionId" IS NOT NULL
  ON CONFLICT DO UPDATE SET "LastAt" = excluded."LastAt" WHERE excluded."LastAt" > "LastAt";
  DELETE FROM "LogCounts" WHERE "IsSettled" =  (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  AND  "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "Stretch" = OLD."At" / 6912000000000 AND "Entries" = 0;
END;
CREATE TRIGGER "LogEntries_Gone" AFTER DELETE ON "LogEntries"
BEGIN
  UPDATE "LogCounts" SET "Entries" = "Entries" - 1 WHERE "IsSettled" IN ( (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , 2) AND  "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "Stretch" = OLD."At" / 6912000000000;
  DELETE FROM "LogActions" WHERE "ActionId" = OLD."ActionId" AND  "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "IsSettled" IN ( (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , 2) AND "LastAt" = OLD."At" AND NOT EXISTS (SELECT 1 FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."InboxId" = OLD."InboxId" AND +o."Severity" = OLD."Severity" AND +o."Category" = OLD."Category"
AND +o."Code" = OLD."Code" AND ("LogActions"."IsSettled" = 2 OR  (CASE WHEN o."SettledAt" IS NOT NULL THEN 1 WHEN o."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  = "LogActions"."IsSettled"));
  UPDATE "LogActions" SET "LastAt" = (SELECT MAX(o."At") FROM "LogEntries" o WHERE o."ActionId" = OLD."ActionId" AND +o."InboxId" = OLD."InboxId" AND +o."Severity" = OLD."Severity" AND +o."Category" = OLD."Category"
AND +o."Code" = OLD."Code" AND ("LogActions"."IsSettled" = 2 OR  (CASE WHEN o."SettledAt" IS NOT NULL THEN 1 WHEN o."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END)  = "LogActions"."IsSettled"))
  WHERE "ActionId" = OLD."ActionId" AND  "InboxId" = OLD."InboxId" AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "IsSettled" IN ( (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , 2) AND "LastAt" = OLD."At";
  DELETE FROM "LogCounts" WHERE "IsSettled" IN ( (CASE WHEN OLD."SettledAt" IS NOT NULL THEN 1 WHEN OLD."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) , 2) AND  "InboxId" IN (OLD."InboxId", 0) AND "Severity" = OLD."Severity" AND "Category" = OLD."Category" AND "Code" = OLD."Code"  AND "Stretch" = OLD."At" / 6912000000000 AND "Entries" = 0;
END;
INSERT INTO "__EFMigrationsHistory" VALUES ('20261123170650_First', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125195757_AuditAndBudgets', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125202029_RefusalsAndCalls', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125202117_ActionIndex', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125205228_IntakeMinutes', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125205500_Invitations', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125205818_Notifications', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125210040_Erasure', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125212242_WrittenEvents', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125234912_FailedCounts', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261126032512_OpenEnds', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261126040747_SecondFactor', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129122507_Truth', '10.0.15');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261129124500_ClosedEntries', '10.0.15');
INSERT INTO "ActionIndexState" ("Id", "UpTo") VALUES (1, 0);
