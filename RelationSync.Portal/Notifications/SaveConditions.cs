using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Stores what people are notified of.</summary>
internal sealed class SaveConditions(Commands<SaveConditions> commands, ChangeFeed changes, TimeProvider time)
{
    public const int MostErrors = 100_000;

    /// <summary>Every fault of the form.</summary>
    public async Task<Outcome<bool>> RunAsync(ClaimsPrincipal user, ConditionsForm form, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync(user, Permission.Manage, (db, token) => SaveAsync(db, user, form, token), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Notifications);
        }

        return outcome;
    }

    private async Task<Outcome<bool>> SaveAsync(RelationSyncDb db, ClaimsPrincipal user, ConditionsForm form, CancellationToken cancellationToken)
    {
        var (threshold, percent) = (Number(form.ErrorThreshold, MostErrors), Number(form.SlaPercent, 100));
        if (threshold is null || percent is null)
        {
            return new(false, [.. threshold is null ? [CommandFault.ThresholdInvalid] : (CommandFault[])[], .. percent is null ? [CommandFault.PercentInvalid] : (CommandFault[])[]]);
        }

        var settings = await StoredSettings.OpenAsync(db, cancellationToken);
        (settings.TellAuthorization, settings.TellLimit, settings.TellSla) = (form.Authorization, form.Limit, form.Sla);
        (settings.TellErrors, settings.TellSilence, settings.TellRecovery) = (form.Errors, form.Silence, form.Recovery);
        (settings.ErrorThreshold, settings.SlaPercent, settings.Language) = (threshold.Value, percent.Value, form.Language is "en" ? "en" : "ja");
        Note(db, user, settings);
        return true;
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
