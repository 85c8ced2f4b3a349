using RelationSync.Simulator.Access;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Writing;

internal sealed record WriteContext(Org Org, string CallerId, UsernameRegistry Usernames, Transaction Transaction)
{
    public Caller Caller { get; } = new(Org, CallerId);

    /// <summary>The control plane writes what it likes: read-only fields, and without rules.</summary>
    public bool Unchecked { get; init; }
}
