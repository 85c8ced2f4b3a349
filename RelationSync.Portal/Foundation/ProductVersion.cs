using System.Reflection;

namespace RelationSync.Portal.Foundation;

/// <summary>The version that was built, as people and other services are told it.</summary>
internal static class ProductVersion
{
    /// <summary>1.2.3, or 1.2.4-alpha.0.5 between two releases; without the commit.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static string UserAgent { get; } = $"RelationSync/{Text}";
}
