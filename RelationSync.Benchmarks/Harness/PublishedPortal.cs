namespace RelationSync.Benchmarks.Harness;

/// <summary>The portal as a release has it, published for this platform into a folder of its own.</summary>
internal sealed class PublishedPortal : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relationsync-published-");

    private PublishedPortal()
    {
    }

    /// <summary>Its program.</summary>
    public string Program => Path.Combine(_folder.FullName, "RelationSync.Portal");

    /// <summary>What <c>dotnet</c> starts.</summary>
    public string Assembly => Program + ".dll";

    public double MiB => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1024.0 / 1024.0;

    public static async Task<PublishedPortal> PublishAsync(CancellationToken cancellationToken)
    {
        var portal = new PublishedPortal();
        var project = Path.Combine(Repository.Root, "RelationSync.Portal", "RelationSync.Portal.csproj");
        await Tool.RunAsync(Repository.Root, "dotnet", ["publish", project, "-c", "Release", "-o", portal._folder.FullName, "-v", "q"], cancellationToken);
        return portal;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
