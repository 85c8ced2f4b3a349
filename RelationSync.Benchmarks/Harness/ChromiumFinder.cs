using System.Collections;
using System.Diagnostics;
using Microsoft.Playwright;

namespace RelationSync.Benchmarks.Harness;

/// <summary>A Chromium to drive: the one that was named, one of the system, or one that is installed now.</summary>
internal static class ChromiumFinder
{
    // Names a Chromium by its path.
    private const string Variable = "RELATIONSYNC_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Install = ["install", "chromium"];

    // Only root may add the libraries it needs.
    private static readonly string[] InstallAll = ["install", "--with-deps", "chromium"];

    // One that runs as root in a container wants no sandbox; none of them is to call home.
    private static IEnumerable<string> Flags =>
    [
        .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>How to start it. Its locale is UTF-8 wherever it runs: without one it can't name a download in Japanese.</summary>
    public static async Task<BrowserTypeLaunchOptions> LaunchOptionsAsync() => new()
    {
        ExecutablePath = await FindAsync(),
        Args = Flags,
        Env = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => e.Key is not ("LANG" or "LC_ALL"))
            .Select(e => KeyValuePair.Create((string)e.Key, (string)e.Value!))
            .Append(new("LANG", "C.UTF-8")),
    };

    // Its path; null: Playwright's own, which Playwright finds by itself.
    private static async Task<string?> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names '{named}', and there is no such file.");
        }

        if (await OnTheSystemAsync() is { } found)
        {
            return found;
        }

        // Exit code 0 also where it was installed before.
        if (Microsoft.Playwright.Program.Main(Environment.IsPrivilegedProcess ? InstallAll : Install) == 0)
        {
            return null;
        }

        if (Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            await RunAsync("apt-get", "update", "-qq");
            await RunAsync("apt-get", "install", "-y", "-qq", "chromium");
        }

        return await OnTheSystemAsync()
            ?? throw new InvalidOperationException($"There is no Chromium, and none could be installed. Install one, or name it in {Variable}.");
    }

    private static async Task<string?> OnTheSystemAsync()
    {
        string[] folders = ["/usr/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        foreach (var path in folders.SelectMany(_ => Names, Path.Combine).Distinct().Where(File.Exists))
        {
            // Ubuntu's chromium-browser may be a script that only says where to get one.
            if (await RunAsync(path, "--version"))
            {
                return path;
            }
        }

        return null;
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
