using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Stores what people are notified of.</summary>
internal sealed class SaveConditions(Administrators administrators, Store store, ChangeFeed changes, TimeProvider time)
{
    public const int MostErrors = 100_000;

    /// <summary>Empty: done.</summary>
    public async Task<IReadOnlyList<NotificationsFault>> RunAsync(ClaimsPrincipal user, ConditionsForm form, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return [NotificationsFault.NotAllowed];
        }

        var (threshold, percent) = (Number(form.ErrorThreshold, MostErrors), Number(form.SlaPercent, 100));
        if (threshold is null || percent is null)
        {
            return [.. threshold is null ? [NotificationsFault.ThresholdInvalid] : (NotificationsFault[])[], .. percent is null ? [NotificationsFault.PercentInvalid] : (NotificationsFault[])[]];
        }

        await store.WriteAsync(
            async (db, token) =>
            {
                var settings = await StoredSettings.OpenAsync(db, token);
                (settings.TellAuthorization, settings.TellLimit, settings.TellSla) = (form.Authorization, form.Limit, form.Sla);
                (settings.TellErrors, settings.TellSilence, settings.TellRecovery) = (form.Errors, form.Silence, form.Recovery);
                (settings.ErrorThreshold, settings.SlaPercent, settings.Language) = (threshold.Value, percent.Value, form.Language is "en" ? "en" : "ja");
                Note(db, user, settings);
            },
            cancellationToken);
        changes.Publish(ChangeTopic.Notifications);
        return [];
    }

    private void Note(RelationSyncDb db, ClaimsPrincipal user, NotificationSettings settings) => db.Audit(
        user,
        AuditAct.NotificationsChanged,
        "conditions",
        time.GetUtcNow(),
        ("conditions", string.Join(", ", Enum.GetValues<NotifiedCondition>().Where(settings.Tells))),
        ("recovery", settings.TellRecovery ? "true" : "false"),
        ("error_threshold", settings.ErrorThreshold.ToString(CultureInfo.InvariantCulture)),
        ("sla_percent", settings.SlaPercent.ToString(CultureInfo.InvariantCulture)),
        ("language", settings.Language));

    private static int? Number(string text, int most) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
