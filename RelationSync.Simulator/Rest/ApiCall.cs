using RelationSync.Simulator.Access;
using RelationSync.Simulator.Control;
using RelationSync.Simulator.Faults;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

/// <summary>One call of a signed-in user, with all its subrequests.</summary>
internal sealed record ApiCall(Org Org, Session Session, CallEntry Log, RecordFaults Faults, UsernameRegistry Usernames)
{
    public Caller Caller { get; } = new(Org, Session.UserId);

    /// <summary>Set where subrequests succeed or fail together.</summary>
    public Transaction? Shared { get; init; }

    public WriteContext Write(Transaction transaction) => new(Org, Session.UserId, Usernames, transaction);

    public WriteContext Write() => Write(Shared ?? new Transaction());
}
