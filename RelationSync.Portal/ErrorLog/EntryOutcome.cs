using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog;

/// <summary>What came of an entry of the error log.</summary>
public enum EntryOutcome
{
    /// <summary>There is something to do about it.</summary>
    Open,

    /// <summary>Its action has its Event.</summary>
    Synced,

    /// <summary>Its action needs no Event any more.</summary>
    Cancelled,

    /// <summary>Its action has failed for something else since.</summary>
    CauseChanged,

    /// <summary>A user marked it as settled.</summary>
    Settled,

    /// <summary>The same, of an action that has no Event.</summary>
    SettledWithoutEvent,

    /// <summary>Over by itself: its episode ended, or its action was deleted.</summary>
    Closed,
}

/// <summary>Decides what came of an entry, for every list and the workbook.</summary>
internal static class EntryOutcomes
{
    /// <summary>In the language of the current culture.</summary>
    public static string Text(EntryOutcome outcome) => WorkbookTexts.Get($"Workbook_Result_{outcome}");

    /// <param name="severity">The entry's.</param>
    /// <param name="state">Where the entry stands.</param>
    /// <param name="action">Where its action is; null: there is none any more.</param>
    public static EntryOutcome Of(LogSeverity severity, EntryState state, ActionStatus? action) => (state, action) switch
    {
        (EntryState.Open, _) => EntryOutcome.Open,
        (EntryState.Settled, not null and not ActionStatus.Synced and not ActionStatus.Cancelled) when severity is LogSeverity.Error => EntryOutcome.SettledWithoutEvent,
        (EntryState.Settled, _) => EntryOutcome.Settled,
        (_, ActionStatus.Synced) => EntryOutcome.Synced,
        (_, ActionStatus.Cancelled) => EntryOutcome.Cancelled,
        (_, not null) => EntryOutcome.CauseChanged,
        _ => EntryOutcome.Closed,
    };
}
