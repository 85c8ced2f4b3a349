namespace RelationSync.Portal.Access;

/// <summary>Names of the authorization policies. Without one, every address asks for a signed-in user.</summary>
public static class Policies
{
    /// <summary>Administrators alone: everything that changes something, but for what responders may (<see cref="Permission.Remedy"/>).</summary>
    public const string Administrator = "Administrator";

    /// <summary>Everybody with a role: reading and exporting.</summary>
    public const string Support = "Support";
}
