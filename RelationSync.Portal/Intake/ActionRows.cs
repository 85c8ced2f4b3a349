using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>Puts new actions into the store.</summary>
internal sealed class ActionRows(RelationSyncDb db) : IDisposable
{
    private readonly PreparedSql _insert = new(
        db,
        """
        INSERT INTO "Actions" ("Id", "InboxId", "Channel", "ActivityId", "ActivityKey", "TriggerOperationId", "Status", "Intent",
          "TriggerAt", "ArrivedAt", "DueAt", "Attempts", "Fence", "Doubt", "SentUnmarked", "IsTest", "Subject", "OperatorEmail", "CustomerKey",
          "Source", "OperatorEvidence", "TimesEvidence", "ClockAt")
        VALUES (@id, @inbox, @channel, @activity, @key, @trigger, @status, @intent, @triggerAt, @arrivedAt, @dueAt, 0, 0, 0, FALSE, @test, @subject, @operator, @customer,
          @source, @operatorEvidence, @timesEvidence, @clockAt)
        """,
        "@id", "@inbox", "@channel", "@activity", "@key", "@trigger", "@status", "@intent", "@triggerAt", "@arrivedAt", "@dueAt", "@test", "@subject", "@operator", "@customer",
        "@source", "@operatorEvidence", "@timesEvidence", "@clockAt");

    public void Insert(SyncAction a) => _insert.Run(
        a.Id, a.InboxId, a.Channel, a.ActivityId, a.ActivityKey, a.TriggerOperationId, a.Status, a.Intent,
        a.TriggerAt, a.ArrivedAt, a.DueAt, a.IsTest, a.Subject, a.OperatorEmail, a.CustomerKey,
        a.Source, a.OperatorEvidence, a.TimesEvidence, a.ClockAt);

    /// <inheritdoc/>
    public void Dispose() => _insert.Dispose();
}
