using System.Text;
using System.Text.Json;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Reads the file, and collects everything that is wrong with it by itself.</summary>
/// <param name="directory">Where the file lies: the files that it names are looked for there.</param>
internal sealed class ProvisioningReader(bool allowInsecureLoopback, string? directory = null)
{
    private static readonly Dictionary<string, AccountRole> Roles = new(StringComparer.Ordinal)
    {
        ["Administrator"] = AccountRole.Administrator,
        ["Responder"] = AccountRole.Responder,
        ["Support"] = AccountRole.Support,
    };

    private static readonly Dictionary<string, TargetKind> Targets = new(StringComparer.Ordinal)
    {
        ["contact"] = TargetKind.Contact,
        ["lead"] = TargetKind.Lead,
        ["both"] = TargetKind.Both,
    };

    private const int LargestKeyFile = 64 * 1024;

    /// <summary>Whether it is the JWT bearer flow.</summary>
    private static readonly Dictionary<string, bool> Flows = new(StringComparer.Ordinal) { ["web"] = false, ["jwt"] = true };

    private readonly List<ProvisioningFault> _faults = [];

    /// <exception cref="ProvisioningException">Something is wrong with it.</exception>
    public ProvisioningFile Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            // Editors that save with a byte order mark don't show it.
            using var document = JsonDocument.Parse(json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json);
            var root = new EntryReader(document.RootElement, "", _faults, "users", "inboxes", "connections");
            var file = new ProvisioningFile(
                [.. root.Array("users").Select(e => User(e.Value, e.At))],
                [.. root.Array("inboxes").Select(e => Inbox(e.Value, e.At))],
                [.. root.Array("connections").Select(e => Connection(e.Value, e.At))]);
            Once(file.Users, u => EmailAddress.Normalize(u.Email), u => $"{u.At}/email");
            Once(file.Inboxes, i => i.Key, i => $"{i.At}/key");
            Once(file.Connections, c => c.Inbox, c => $"{c.At}/inbox", " (R-A1: one connection an inbox)");
            OneTokenPerTenant(file.Inboxes);
            return _faults.Count == 0 ? file : throw new ProvisioningException(_faults);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text with half a surrogate pair. The message of JsonException may quote the file.
            var line = (e as JsonException)?.LineNumber + 1;
            throw new ProvisioningException([new ProvisioningFault("", $"is not JSON in UTF-8 (line {line?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"})")]);
        }
    }

    private ProvisionedUser User(JsonElement value, string at)
    {
        var entry = new EntryReader(value, at, _faults, "email", "password", "role");
        var email = entry.Text("email");
        if (email.Length > 0 && !EmailAddress.IsValid(email))
        {
            entry.Fault("email", "must be an e-mail address");
        }

        var password = entry.Text("password");
        if (password.Length > 0 && !PasswordRules.IsLongEnoughAsGiven(password))
        {
            entry.Fault("password", $"must have {PasswordRules.ShortestAsGiven} to {PasswordRules.Longest} characters");
        }

        return new ProvisionedUser(at, email, password, entry.Choice("role", Roles));
    }

    private ProvisionedInbox Inbox(JsonElement value, string at)
    {
        var entry = new EntryReader(value, at, _faults, "key", "name", "secret", "time_zone", "source", "test");
        var key = entry.Text("key");
        if (key.Length > 0 && !InboxRules.IsKey(key))
        {
            entry.Fault("key", "must have 1 to 64 lower-case letters, digits, - and _");
        }

        var name = entry.Text("name");
        if (name.Length > 0 && !InboxRules.IsName(name))
        {
            entry.Fault("name", $"must have 1 to {InboxRules.LongestName} characters and not be blank");
        }

        var secret = entry.Text("secret");
        if (secret.Length > 0 && WebhookSecret.TryParse(secret) is null)
        {
            entry.Fault("secret", "must be whsec_ and base64 of 24 to 64 bytes");
        }

        var zone = entry.OptionalText("time_zone") ?? InboxRules.DefaultTimeZone;
        if (!InboxRules.IsZone(zone))
        {
            entry.Fault("time_zone", "must be an IANA time zone like Asia/Tokyo");
        }

        return new ProvisionedInbox(at, key, name, secret, zone, SourceReader.Read(entry), entry.Flag("test", otherwise: false));
    }

    private ProvisionedConnection Connection(JsonElement value, string at)
    {
        var entry = new EntryReader(value, at, _faults, "inbox", "targets", "link_opportunities", "salesforce");
        var org = entry.Object("salesforce", "login_url", "refresh_token", "client_id", "client_secret", "flow", "username", "key_file");
        var loginUrl = org.Text("login_url");
        if (loginUrl.Length > 0 && !SalesforceUrl.TryParse(loginUrl, allowInsecureLoopback, out _))
        {
            org.Fault("login_url", "must be https and end in .salesforce.com (http on loopback needs Salesforce:AllowInsecureLoopback)");
        }

        var (clientId, clientSecret) = (org.OptionalText("client_id"), org.OptionalText("client_secret"));
        if (clientId is null && clientSecret is not null)
        {
            org.Fault("client_id", "is required where client_secret is given");
        }

        var signingKey = ReadSigningKey(org, clientId, directory);
        return new ProvisionedConnection(
            at,
            entry.Text("inbox"),
            entry.Choice("targets", Targets),
            entry.Flag("link_opportunities", otherwise: true),
            SalesforceUrl.TryParse(loginUrl, allowInsecureLoopback, out var url) ? url.Value : "",
            signingKey is null ? org.Text("refresh_token") : "",
            clientId,
            clientSecret)
        {
            SigningKey = signingKey,
        };
    }

    /// <summary>Key of the JWT bearer flow; null for the web server flow.</summary>
    private static SigningKey? ReadSigningKey(EntryReader org, string? clientId, string? directory)
    {
        if (!org.OptionalChoice("flow", Flows))
        {
            Refuse("username", "key_file");
            return null;
        }

        Refuse("refresh_token", "client_secret");
        if (clientId is null)
        {
            org.Fault("client_id", "is required for the JWT bearer flow");
        }

        var path = org.Text("key_file");
        var key = path.Length == 0 ? "" : ReadKey(Path.Combine(directory ?? "", path));
        if (path.Length > 0 && !SigningCertificate.IsPrivateKey(key))
        {
            org.Fault("key_file", "must name a readable PEM file with an RSA private key of 2048 bits or more, without a password");
        }

        return new SigningKey(org.Text("username"), key);

        void Refuse(params ReadOnlySpan<string> properties)
        {
            foreach (var property in properties)
            {
                if (org.OptionalText(property) is not null)
                {
                    org.Fault(property, "is not used by this flow");
                }
            }
        }
    }

    private static string ReadKey(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LargestKeyFile } ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return "";
        }
    }

    private void OneTokenPerTenant(IEnumerable<ProvisionedInbox> inboxes)
    {
        foreach (var tenant in inboxes.Where(i => i.Source?.Relation is { Token.Length: > 0 }).GroupBy(i => i.Source!.Relation!.Subdomain, StringComparer.Ordinal))
        {
            var token = tenant.First().Source!.Relation!.Token;
            _faults.AddRange(tenant.Where(i => i.Source!.Relation!.Token != token)
                .Select(i => new ProvisioningFault($"{i.At}/source/relation/token", "must be the same in every entry of its tenant: Re:lation has one token per tenant")));
        }
    }

    private void Once<T>(IEnumerable<T> entries, Func<T, string> key, Func<T, string> at, string why = "")
    {
        foreach (var twice in entries.Where(e => key(e).Length > 0).GroupBy(key, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
        {
            _faults.Add(new ProvisioningFault(at(twice), $"is in the file twice{why}"));
        }
    }
}
