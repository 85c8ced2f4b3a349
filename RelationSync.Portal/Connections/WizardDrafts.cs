using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Keeps each administrator's draft of a connection. A change touches what it names, so that two tabs don't undo each other.</summary>
internal sealed class WizardDrafts(Store store, TimeProvider time)
{
    public Task<WizardDraft> LoadAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var key = Key(accountId);
        return store.ReadAsync(async (db, token) => Read(await db.Settings.SingleOrDefaultAsync(s => s.Key == key, token)), cancellationToken);
    }

    public Task<WizardDraft> ChangeAsync(Guid accountId, Func<WizardDraft, WizardDraft> change, CancellationToken cancellationToken)
    {
        var key = Key(accountId);
        return store.WriteAsync(
            async (db, token) =>
            {
                var setting = await db.Settings.SingleOrDefaultAsync(s => s.Key == key, token);
                var changed = change(Read(setting)) with { SavedAt = time.GetUtcNow() };
                var json = JsonSerializer.Serialize(changed);
                if (setting is null)
                {
                    db.Add(new Setting { Key = key, Value = json });
                }
                else
                {
                    setting.Value = json;
                }

                return changed;
            },
            cancellationToken);
    }

    public Task ClearAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var key = Key(accountId);
        return store.WriteAsync((db, token) => db.Settings.Where(s => s.Key == key).ExecuteDeleteAsync(token), cancellationToken);
    }

    private static string Key(Guid accountId) => $"wizard:{accountId:D}";

    private static WizardDraft Read(Setting? setting) =>
        setting is null ? new WizardDraft() : JsonSerializer.Deserialize<WizardDraft>(setting.Value) ?? new WizardDraft();
}
