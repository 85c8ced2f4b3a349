using System.ComponentModel;
using System.Diagnostics;

namespace RelationSync.Tests.Conventions;

/// <summary>The version is MinVer's: it must also come out where git has no tags, and where there is no git at all.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-version-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Version_WithoutRepository_IsBeforeTheFirstRelease()
    {
        CopyProject();

        Assert.Equal("1.0.0-alpha.0", await VersionAsync());
    }

    [Fact]
    public async Task Version_WithoutTags_CountsTheCommits()
    {
        CopyProject();
        await RunAsync("git", "init", "--quiet");
        await CommitAsync();
        await CommitAsync();

        Assert.Equal("1.0.0-alpha.0.1", await VersionAsync());
    }

    [Fact]
    public async Task Version_OnATag_IsTheTag()
    {
        CopyProject();
        await RunAsync("git", "init", "--quiet");
        await CommitAsync();
        await RunAsync("git", "tag", "v1.2.3");

        Assert.Equal("1.2.3", await VersionAsync());
    }

    private Task<string> CommitAsync() => RunAsync(
        "git", "-c", "user.name=version", "-c", "user.email=version@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--allow-empty", "-m", "Add nothing");

    /// <summary>The settings of every project, and the smallest project there is.</summary>
    private void CopyProject()
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json", "RelationSync.Domain/RelationSync.Domain.csproj" })
        {
            var target = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(SourceTree.Root, name), target);
        }
    }

    private async Task<string> VersionAsync() => (await RunAsync(
        "dotnet", "msbuild", "RelationSync.Domain", "-restore", "-warnaserror", "-target:MinVer", "-getProperty:Version")).Trim();

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(_folder);
        using var process = Process.Start(start) ?? throw new Win32Exception();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {output}{await error}");
        return output;
    }
}
