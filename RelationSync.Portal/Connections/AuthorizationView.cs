namespace RelationSync.Portal.Connections;

/// <summary>An authorisation as the wizard shows it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="LoginUrl">Where it was given.</param>
/// <param name="InstanceUrl">Where calls go.</param>
/// <param name="OrgId">18 characters.</param>
/// <param name="UserId">18 characters.</param>
/// <param name="Username">Who gave it.</param>
/// <param name="Inboxes">Names of the inboxes that use it; none: it was given in the wizard just now.</param>
public sealed record AuthorizationView(
    Guid Id, string LoginUrl, string? InstanceUrl, string? OrgId, string? UserId, string? Username, IReadOnlyList<string> Inboxes)
{
    /// <summary>By the JWT bearer flow, which takes none of the user's slots (R-A3).</summary>
    public bool UsesCertificate { get; init; }

    /// <summary>Who gave it, as far as it is known: by name, else by id (a provisioned one names nobody), else where.</summary>
    public string Title => Username ?? UserId ?? Host;

    /// <summary>The org's address without its scheme.</summary>
    public string Host => (InstanceUrl ?? LoginUrl).Replace("https://", "", StringComparison.Ordinal);

    /// <summary>Whether both were given by one Salesforce user, whose slots they share (R-A3).</summary>
    public bool IsOfSameUser(AuthorizationView other) => OrgId is not null && UserId is not null && OrgId == other.OrgId && UserId == other.UserId;
}
