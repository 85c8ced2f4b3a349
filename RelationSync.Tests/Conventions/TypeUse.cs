using System.Reflection;
using ArchUnitNET.Loader;

namespace RelationSync.Tests.Conventions;

/// <summary>One type uses another, by their full names.</summary>
internal sealed record TypeUse(string User, string Used)
{
    /// <summary>What is really used in a compiled assembly, in method bodies too. A constant leaves no trace there.</summary>
    public static IReadOnlyList<TypeUse> ReadAll(Assembly assembly) => Of(new ArchLoader().LoadAssembly(assembly));

    /// <summary>What the types of one namespace use of it.</summary>
    public static IReadOnlyList<TypeUse> ReadAll(Assembly assembly, string @namespace) =>
        Of(new ArchLoader().LoadNamespacesWithinAssembly(assembly, @namespace));

    private static IReadOnlyList<TypeUse> Of(ArchLoader loader) =>
        [.. from type in loader.Build().Types
            from dependency in type.Dependencies
            select new TypeUse(type.FullName, dependency.Target.FullName)];
}
