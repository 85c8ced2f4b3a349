using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>
/// A day's operations and actions, each counted twice: when they came in, and from what the store holds now. An
/// operation belongs to the day it arrived on, an action to the day it was made on (when the operation that first implied
/// it was taken in), both by the clock of the inbox.
/// </summary>
/// <param name="At">When it was counted, UTC.</param>
/// <param name="DaysAgo">0: each inbox's today.</param>
/// <param name="Days">Each inbox's day.</param>
public sealed record ReconciliationView(DateTimeOffset At, int DaysAgo, ValueList<DayBalance> Days)
{
    /// <summary>The days that can be asked for: today and a week before it.</summary>
    public const int MostDaysAgo = 7;

    /// <summary>All inboxes that were counted.</summary>
    public OperationBalance Operations { get; } = Days.Where(d => d.IsCounted).Aggregate(OperationBalance.None, (sum, d) => sum + d.Operations);

    /// <inheritdoc cref="Operations"/>
    public ActionBalance Actions { get; } = Days.Where(d => d.IsCounted).Aggregate(ActionBalance.None, (sum, d) => sum + d.Actions);

    /// <summary>Whether there is anything to say.</summary>
    public bool IsCounted => Days.Any(d => d.IsCounted);

    /// <summary>Whether both equations hold in every inbox: two that are wrong the other way round don't cancel out.</summary>
    public bool AddsUp => Days.All(d => d.AddsUp);
}

/// <summary>One inbox's day.</summary>
/// <param name="Inbox">The inbox.</param>
/// <param name="Day">The day by its own clock.</param>
/// <param name="CountedFrom">Where counting began within that day, UTC; null: before it.</param>
/// <param name="IsCounted">False for a day before counting began.</param>
/// <param name="Operations">Its operations.</param>
/// <param name="Actions">Its actions.</param>
public sealed record DayBalance(
    InboxName Inbox, DateOnly Day, DateTimeOffset? CountedFrom, bool IsCounted, OperationBalance Operations, ActionBalance Actions)
{
    public bool AddsUp => Operations.Difference == 0 && Actions.Difference == 0;
}

/// <summary>received = used by an action + repeats + ignored + held.</summary>
/// <param name="Received">Well-formed operations, counted when they are received, before anything else is done with them.</param>
/// <param name="Used">Operations in the store whose activity has an action (waiting halves of calls and chats are actions).</param>
/// <param name="Repeats">Answered as duplicates, counted when received.</param>
/// <param name="Ignored">Answered as ignored by a rule, counted when received.</param>
/// <param name="Held">Operations in the store whose activity has no action yet, like a cancel that came before its message.</param>
/// <param name="Rejected">Couldn't be read; not among the received ones.</param>
public sealed record OperationBalance(int Received, int Used, int Repeats, int Ignored, int Held, int Rejected)
{
    public static readonly OperationBalance None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Zero where the equation holds; above it, operations are missing in the store, below it there are too many.</summary>
    public int Difference => Received - Used - Repeats - Ignored - Held;

    public static OperationBalance operator +(OperationBalance a, OperationBalance b) => new(
        a.Received + b.Received, a.Used + b.Used, a.Repeats + b.Repeats, a.Ignored + b.Ignored, a.Held + b.Held, a.Rejected + b.Rejected);
}

/// <summary>made = Events + waiting + pending + syncing + failed + cancelled.</summary>
/// <param name="Made">Actions, counted when they were made.</param>
/// <param name="Events">Actions in the store whose Event stands.</param>
/// <param name="Waiting">Held, or half of a call or chat.</param>
/// <param name="Pending">Due.</param>
/// <param name="Syncing">With a drain.</param>
/// <param name="Failed">Refused for good.</param>
/// <param name="Cancelled">No Event is wanted any more.</param>
public sealed record ActionBalance(int Made, int Events, int Waiting, int Pending, int Syncing, int Failed, int Cancelled)
{
    public static readonly ActionBalance None = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Zero where the equation holds; above it, actions are missing in the store, below it there are too many.</summary>
    public int Difference => Made - Events - Waiting - Pending - Syncing - Failed - Cancelled;

    public static ActionBalance operator +(ActionBalance a, ActionBalance b) => new(
        a.Made + b.Made,
        a.Events + b.Events,
        a.Waiting + b.Waiting,
        a.Pending + b.Pending,
        a.Syncing + b.Syncing,
        a.Failed + b.Failed,
        a.Cancelled + b.Cancelled);
}
