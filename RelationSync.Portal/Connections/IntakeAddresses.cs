using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Connections;

/// <summary>Where operations of an inbox are posted to.</summary>
internal sealed class IntakeAddresses(PublicAddress portal)
{
    public Uri Of(string inboxKey) => new(portal.Url, $"/api/v1/inboxes/{inboxKey}/operations");
}
