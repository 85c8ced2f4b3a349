namespace RelationSync.Portal.Storage.Engines;

/// <summary>
/// What tells other nodes that rows changed: NOTIFY within the transaction that changes them, so that a rollback tells nothing and
/// a commit always does, whoever writes. A notice is <c>node topic inbox</c>: the application name of the writer's connection, a
/// <c>ChangeTopic</c>, and the inbox's id where the rows have one. PostgreSQL merges equal ones of a transaction.
/// Part of a migration, so it never changes: a change is a new migration.
/// </summary>
internal static class NoticeTriggers
{
    public const string Channel = "relationsync";

    // A renewed lease is no news.
    public const string PostgreSql =
        $"""
        CREATE FUNCTION relationsync_row_changed() RETURNS trigger LANGUAGE plpgsql AS $f$
        BEGIN
          PERFORM pg_notify('{Channel}', current_setting('application_name') || ' ' || TG_ARGV[0] || ' ' || CASE TG_OP WHEN 'DELETE' THEN OLD."InboxId" ELSE NEW."InboxId" END);
          RETURN NULL;
        END $f$;

        CREATE FUNCTION relationsync_table_changed() RETURNS trigger LANGUAGE plpgsql AS $f$
        BEGIN
          PERFORM pg_notify('{Channel}', current_setting('application_name') || ' ' || TG_ARGV[0]);
          RETURN NULL;
        END $f$;

        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "Actions" FOR EACH ROW EXECUTE FUNCTION relationsync_row_changed('Actions');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "LogEntries" FOR EACH ROW EXECUTE FUNCTION relationsync_row_changed('Errors');
        CREATE TRIGGER "NoticeNew" AFTER INSERT OR DELETE ON "Connections" FOR EACH ROW EXECUTE FUNCTION relationsync_row_changed('Connections');
        CREATE TRIGGER "Notice" AFTER UPDATE ON "Connections" FOR EACH ROW WHEN (OLD."LeaseVersion" = NEW."LeaseVersion") EXECUTE FUNCTION relationsync_row_changed('Connections');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "Authorizations" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('Connections');
        CREATE TRIGGER "NoticeNew" AFTER INSERT OR DELETE ON "Inboxes" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('Inboxes');
        CREATE TRIGGER "Notice" AFTER UPDATE ON "Inboxes" FOR EACH ROW WHEN (OLD."LastOperationAt" IS NOT DISTINCT FROM NEW."LastOperationAt") EXECUTE FUNCTION relationsync_table_changed('Inboxes');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "IntakeRefusals" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('Inboxes');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "Accounts" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('People');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "Invitations" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('People');
        CREATE TRIGGER "Notice" AFTER INSERT OR DELETE ON "OneTimeTokens" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('People');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "NotificationSettings" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('Notifications');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "NotificationWebhooks" FOR EACH STATEMENT EXECUTE FUNCTION relationsync_table_changed('Notifications');
        CREATE TRIGGER "Notice" AFTER INSERT OR UPDATE OR DELETE ON "NotificationDeliveries" FOR EACH ROW EXECUTE FUNCTION relationsync_table_changed('Notifications');
        """;
}
