using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Claim values per role, compared exactly. A person with several roles gets the one that allows most.</summary>
public sealed class SingleSignOnRoles
{
    public IReadOnlyList<string> Administrator { get; set; } = [];

    public IReadOnlyList<string> Responder { get; set; } = [];

    public IReadOnlyList<string> Support { get; set; } = [];

    internal bool IsSet => Administrator.Count + Responder.Count + Support.Count > 0;

    /// <summary>Null if no value is mapped.</summary>
    internal AccountRole? RoleOf(IReadOnlyCollection<string> values) =>
        Administrator.Any(values.Contains) ? AccountRole.Administrator
        : Responder.Any(values.Contains) ? AccountRole.Responder
        : Support.Any(values.Contains) ? AccountRole.Support
        : null;
}
