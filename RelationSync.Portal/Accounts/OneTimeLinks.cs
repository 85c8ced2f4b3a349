using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Addresses that work once. The token stands in the fragment, which browsers keep to themselves: no server's log, no
/// referrer and no redirect ever holds it. The page's script posts it. The store has its hash alone.
/// </summary>
internal sealed class OneTimeLinks(PublicAddress address)
{
    public const string ResetPath = "/reset";
    public const string InvitationPath = "/invitation";

    public Uri To(string path, string token) => new(address.Url, $"{path}#token={token}");
}
