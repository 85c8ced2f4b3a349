using System.ComponentModel;
using System.Diagnostics;

namespace RelationSync.Benchmarks.Harness;

/// <summary>A program of the machine's, run to its end.</summary>
internal static class Tool
{
    /// <summary>What it printed.</summary>
    /// <exception cref="InvalidOperationException">It isn't there, or ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? said[0] : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{said[0]}{said[1]}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{program} can't be started: {e.Message}", e);
        }
    }
}
