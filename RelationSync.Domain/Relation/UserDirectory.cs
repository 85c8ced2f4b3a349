using RelationSync.Domain.Common;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Relation;

/// <summary>The tenant's users that can be an operator: registered ones with an e-mail, locked ones too.</summary>
public sealed class UserDirectory(IEnumerable<ApiUser> users)
{
    public static readonly UserDirectory Empty = new([]);

    private readonly List<ApiUser> _users = [.. users.Where(u => u.Email is not null && u.Status is "available" or "locked" or "")];

    public IReadOnlyList<ApiUser> Users => _users;

    /// <summary>The user of that mention name, with or without its @.</summary>
    public ApiUser? ByMention(string? mention) =>
        mention is null ? null : _users.Find(u => string.Equals(u.Mention, mention.TrimStart('@'), StringComparison.OrdinalIgnoreCase));

    public ApiUser? ByEmail(string? email) =>
        EmailAddress.TryParse(email) is { } address ? _users.Find(u => EmailAddress.TryParse(u.Email) == address) : null;

    /// <summary>The only user of that full name, in either order, spaces ignored; null where there is none or several.</summary>
    public ApiUser? ByName(string? name)
    {
        var wanted = Bare(name);
        return wanted.Length == 0 ? null : Only(_users.Where(u => Bare(u.LastName + u.FirstName) == wanted || Bare(u.FirstName + u.LastName) == wanted));
    }

    private static ApiUser? Only(IEnumerable<ApiUser> found) => found.Take(2).ToList() is [var one] ? one : null;

    private static string Bare(string? name) => name is null
        ? ""
        : string.Concat(CompatibleText.Of(VisibleText.Of(name)).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
