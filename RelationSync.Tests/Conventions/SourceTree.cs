using System.Runtime.CompilerServices;

namespace RelationSync.Tests.Conventions;

/// <summary>Where the sources are, for rules that only they can show.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string Portal => Path.Combine(Root, "RelationSync.Portal");

    public static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Portal, pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
