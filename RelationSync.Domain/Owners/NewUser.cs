namespace RelationSync.Domain.Owners;

/// <summary>A user to be created on the integration licence for an operator (R-O3).</summary>
/// <param name="Email">The operator's Re:lation login e-mail.</param>
/// <param name="Username">Unique over all of Salesforce, at most 80 characters.</param>
/// <param name="LastName">Never blank, at most 80 characters.</param>
/// <param name="FirstName">At most 40 characters, or null.</param>
/// <param name="Alias">1 to 8 characters.</param>
public sealed record NewUser(string Email, string Username, string LastName, string? FirstName, string Alias);
