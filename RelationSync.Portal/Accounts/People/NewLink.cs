namespace RelationSync.Portal.Accounts.People;

/// <summary>A link that works once, told once.</summary>
/// <param name="Email">Who it is for.</param>
/// <param name="Url">What to hand on.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record NewLink(string Email, Uri Url, DateTimeOffset ExpiresAt);
