using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>
/// What is remembered of a connection's entry, besides its token: which connection it made, with which targets, and a
/// hash of the rest. Kept as <c>6f1c…/both/3q2+7w==</c> in <see cref="ProvisionedEntry.Hash"/>.
/// </summary>
internal sealed record AppliedConnection(Guid ConnectionId, TargetKind Targets, string Rest)
{
    public static AppliedConnection? Parse(string text) =>
        text.Split('/', 3) is [var id, var targets, var rest] && Guid.TryParseExact(id, "N", out var connectionId) && Enum.TryParse<TargetKind>(targets, out var kind)
            ? new AppliedConnection(connectionId, kind, rest)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{ConnectionId:N}/{Targets}/{Rest}";
}
