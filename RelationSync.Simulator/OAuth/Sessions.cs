using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.OAuth;

internal static class Sessions
{
    private static readonly string[] Schemes = ["Bearer ", "OAuth "];

    public static Session? Of(Org org, OrgRequest request)
    {
        var header = request.Header("Authorization") ?? string.Empty;
        var scheme = Array.Find(Schemes, s => header.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? null : Of(org, header[scheme.Length..].Trim());
    }

    public static Session? Of(Org org, string token)
    {
        if (org.Tokens.FindSession(token) is not { } session || !AppPolicy.KeepsSessions(org, session.ClientId))
        {
            return null;
        }

        using var gate = GateScope.Read(org);
        return org["User"].TryGet(session.UserId, out var user) && org.LetsIn(user) ? session : null;
    }
}
