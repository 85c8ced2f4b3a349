using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Actions;

/// <summary>One action and what became of it. Times are UTC.</summary>
/// <param name="Action">As lists show it.</param>
/// <param name="Operations">What Re:lation reported of its activity, oldest first; never a content.</param>
/// <param name="Attempts">Tries that didn't end well, oldest first.</param>
/// <param name="Log">Its entries of the error log, oldest first.</param>
/// <param name="DeleteWanted">Its Event is to go (R-T4).</param>
/// <param name="InstanceUrl">Where Salesforce shows the Event.</param>
/// <param name="ConnectionId">The inbox's present connection.</param>
/// <param name="ErasedAt">When subject, customer and content were erased; null: they are kept.</param>
/// <param name="Written">What its Event was last sent with; null: it wasn't, or before that was kept.</param>
public sealed record ActionDetail(
    ActionView Action,
    IReadOnlyList<OperationTime> Operations,
    IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<LoggedError> Log,
    bool DeleteWanted,
    string? InstanceUrl,
    Guid? ConnectionId,
    DateTimeOffset? ErasedAt,
    WrittenView? Written)
{
    /// <summary>What its Event will be, of a test that has none; null: there are values as sent, or nothing is kept.</summary>
    public DraftView? Preview { get; init; }

    /// <summary>
    /// What holds up the inbox's connection, by the endings of <c>Shared_NextStep_…</c>; <c>NoConnection</c> where the inbox
    /// has none; null: nothing does.
    /// </summary>
    public string? HeldUpBy { get; init; }

    /// <summary>Who handed in the operation that names it.</summary>
    public OperationSource Source { get; init; }

    /// <summary>How its operator is known (R-P4).</summary>
    public Evidence OperatorEvidence { get; init; }

    /// <summary>How its start and end are known (R-P4).</summary>
    public Evidence TimesEvidence { get; init; }

    /// <summary>A record's page in Salesforce; null where the org isn't known.</summary>
    public string? RecordUrl(string id) => InstanceUrl is null ? null : $"{InstanceUrl.TrimEnd('/')}/{id}";

    /// <summary>Where Salesforce looks for Events of this subject; null where the org or the subject isn't known.</summary>
    public string? SearchUrl => InstanceUrl is null || Action.Subject is not { Length: > 0 } subject
        ? null
        : $"{InstanceUrl.TrimEnd('/')}/_ui/search/ui/UnifiedSearchResults?searchType=2&str={Uri.EscapeDataString(subject)}";

    /// <summary>The Event's page in Salesforce.</summary>
    public string? EventUrl => InstanceUrl is null || Action.EventId is null
        ? null
        : $"{InstanceUrl.TrimEnd('/')}/lightning/r/Event/{Action.EventId}/view";
}

/// <summary>That an operation came in.</summary>
/// <param name="ArrivedAt">When it came.</param>
/// <param name="Type">What was done, e.g. <c>message.sent</c>; null where it can't be read.</param>
/// <param name="OccurredAt">When it was done; null where it can't be read.</param>
public sealed record OperationTime(DateTimeOffset ArrivedAt, string? Type, DateTimeOffset? OccurredAt);

/// <summary>A try that didn't end well.</summary>
public sealed record AttemptView(DateTimeOffset At, FailureClass Class, string Code, string Message, string? Arguments, LogCategory Category)
{
    /// <summary>What was sent, never its texts; null: nothing was, or before that was kept.</summary>
    public WrittenView? Sent { get; init; }

    /// <summary>Event fields that Salesforce named.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];
}

/// <summary>What the error log says of it.</summary>
public sealed record LoggedError(DateTimeOffset At, LogSeverity Severity, LogCategory Category, string Code, string Message, string? Arguments);
