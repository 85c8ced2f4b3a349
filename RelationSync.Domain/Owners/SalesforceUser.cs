namespace RelationSync.Domain.Owners;

/// <summary>A Salesforce user as a look-up found it.</summary>
/// <param name="Id">18-character id.</param>
/// <param name="Username">Unique over all of Salesforce.</param>
/// <param name="Email">As stored.</param>
/// <param name="IsActive">Only active users may own an Event.</param>
/// <param name="UserType"><c>Standard</c> for people; other kinds count only on the integration licence (R-O2).</param>
/// <param name="LicenseName">Name of the user licence, or null where it can't be read.</param>
/// <param name="CreatedDate">UTC.</param>
public sealed record SalesforceUser(
    string Id, string Username, string Email, bool IsActive, string? UserType, string? LicenseName, DateTimeOffset CreatedDate);
