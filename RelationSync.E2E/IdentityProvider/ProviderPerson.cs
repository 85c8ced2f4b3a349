namespace RelationSync.E2E.IdentityProvider;

/// <summary>Somebody whom the identity provider knows.</summary>
/// <param name="Name">What they enter.</param>
/// <param name="Roles">Values of the claim <c>roles</c>.</param>
internal sealed record ProviderPerson(string Name, string Email, bool IsEmailVerified, IReadOnlyList<string> Roles)
{
    public const string Password = "password-at-the-provider";

    public static readonly ProviderPerson Administrator = new("ada", "first@example.com", true, ["rs-admin"]);
    public static readonly ProviderPerson Responder = new("rin", "rin@example.com", true, ["staff", "rs-responder"]);
    public static readonly ProviderPerson WithoutRole = new("noa", "noa@example.com", true, ["staff"]);
    public static readonly ProviderPerson Unverified = new("uma", "uma@example.com", false, ["rs-admin"]);

    public static IReadOnlyList<ProviderPerson> All { get; } = [Administrator, Responder, WithoutRole, Unverified];

    public string Subject => $"subject-of-{Name}";

    public static ProviderPerson? Find(string? name) => All.FirstOrDefault(p => p.Name == name);
}
