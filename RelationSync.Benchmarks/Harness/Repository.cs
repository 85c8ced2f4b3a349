namespace RelationSync.Benchmarks.Harness;

/// <summary>The folder that this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RelationSync.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RelationSync.sln is in no folder above the program.");
        }

        return folder;
    }
}
