namespace RelationSync.Benchmarks.Harness;

/// <summary>The portal as a release has it, published for this platform into a folder of its own.</summary>
internal sealed class PublishedPortal : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relationsync-published-");

    private PublishedPortal()
    {
    }

    public string Folder => _folder.FullName;

    /// <summary>What <c>dotnet</c> starts.</summary>
    public string Assembly => Path.Combine(Folder, "RelationSync.Portal.dll");

    public double Megabytes => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6;

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
