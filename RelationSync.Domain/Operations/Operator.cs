namespace RelationSync.Domain.Operations;

/// <summary>A Re:lation user: the login e-mail as given, and the display name where known.</summary>
public sealed record Operator(string Email, string? Name);
