using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Audit;

/// <summary>
/// Writes the audit log. An entry goes into the transaction of the change that it tells of: neither stands without the
/// other. Details name settings and counts; secrets, tokens, bodies and customers' words never go in.
/// </summary>
internal static class AuditTrail
{
    private const int MostAbout = 300;

    // For people who read Japanese, not for a page's source: the page encodes again.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a signed-in person did.</summary>
    public static void Audit(
        this RelationSyncDb db, ClaimsPrincipal user, AuditAct act, string about, DateTimeOffset at, params ReadOnlySpan<(string Key, string? Value)> details) =>
        db.AuditEntries.Add(Entry(user.AccountId(), user.Identity?.Name ?? "", user.ClientAddress(), act, about, at, details));

    /// <summary>What the system did by itself, or somebody whom no session names, like a person who signs in.</summary>
    public static void Audit(
        this RelationSyncDb db, string actor, string? address, AuditAct act, string about, DateTimeOffset at, params ReadOnlySpan<(string Key, string? Value)> details) =>
        db.AuditEntries.Add(Entry(null, actor, address, act, about, at, details));

    /// <summary>What a person did who has no session yet, or just made one: about their own account.</summary>
    public static void Audit(
        this RelationSyncDb db, Account account, string? address, AuditAct act, DateTimeOffset at, params ReadOnlySpan<(string Key, string? Value)> details) =>
        db.AuditEntries.Add(Entry(account.Id, account.Email, address, act, account.Email, at, details));

    private static AuditEntry Entry(
        Guid? account, string actor, string? address, AuditAct act, string about, DateTimeOffset at, ReadOnlySpan<(string Key, string? Value)> details) => new()
        {
            At = at,
            AccountId = account,
            Actor = actor,
            Address = address,
            Act = act,
            About = about.Length <= MostAbout ? about : about[..MostAbout],
            DetailsJson = details.IsEmpty ? null : Write(details),
        };

    private static string Write(ReadOnlySpan<(string Key, string? Value)> details)
    {
        var facts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in details)
        {
            facts[key] = value;
        }

        return JsonSerializer.Serialize(facts, Readable);
    }
}
