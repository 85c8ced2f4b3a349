using RelationSync.Benchmarks.Harness;
using RelationSync.Benchmarks.Programs;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>Fills the log of the portal's store, for an export.</summary>
internal static class SiegeStore
{
    public static void Fill(StoreTarget store, int entries)
    {
        using var connection = store.Open();
        using var rows = BulkRows.Into(connection, "LogEntries", "At", "InboxId", "Severity", "Category", "Code", "Message", "ActionId", "Channel", "Subject", "CustomerKey", "Operator", "SettledAt");
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < entries; i++)
        {
            var at = (now - TimeSpan.FromSeconds(10 + i)).UtcTicks;
            rows.Add(
                at, 1L, (int)LogSeverity.Warning, (int)LogCategory.Validation, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Required fields are missing: [Region__c]",
                Guid.NewGuid().ToByteArray(), "mail", "お見積りの有効期限について", "mori@aoba-logi.example", "sato@minatodo.example", at);
        }

        rows.Complete();
    }
}
