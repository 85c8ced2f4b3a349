using System.Text.Json;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

/// <summary>A provisioning file; an entry given again takes the place of the one before.</summary>
internal sealed class TestFile
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string OtherSecret = "whsec_AAAQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly OrderedDictionary<string, object> _users = [];
    private readonly OrderedDictionary<string, object> _inboxes = [];
    private readonly OrderedDictionary<string, object> _connections = [];

    /// <summary>Each inbox has its own; <c>support</c> has <see cref="Secret"/>.</summary>
    private static string SecretOf(string key) =>
        key == "support" ? Secret : "whsec_" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    public TestFile User(string email, string password, string role)
    {
        _users[email] = new { email, password, role };
        return this;
    }

    public TestFile Inbox(string key, string name = "サポート", string? secret = null)
    {
        _inboxes[key] = new { key, name, secret = secret ?? SecretOf(key) };
        return this;
    }

    /// <summary>An inbox whose operations stop at the preview.</summary>
    public TestFile TestInbox(string key)
    {
        _inboxes[key] = new { key, name = "サポート", secret = SecretOf(key), test = true };
        return this;
    }

    /// <summary>An inbox that is read from Re:lation's API in part.</summary>
    public TestFile ReadInbox(string key, string message, string token = "relation-token", long boxId = 1)
    {
        var relation = new { subdomain = "acme", token, box_id = boxId, default_operator = "ops@example.com" };
        _inboxes[key] = new { key, name = "サポート", secret = SecretOf(key), source = new { message, memo = "api", chat = "api", relation } };
        return this;
    }

    public TestFile Connection(string inbox, string targets, string token, bool link = true, string loginUrl = "http://127.0.0.1:5081/acme/")
    {
        _connections[inbox] = new
        {
            inbox,
            targets,
            link_opportunities = link,
            salesforce = new { login_url = loginUrl, refresh_token = token },
        };
        return this;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new { users = _users.Values, inboxes = _inboxes.Values, connections = _connections.Values });
}
