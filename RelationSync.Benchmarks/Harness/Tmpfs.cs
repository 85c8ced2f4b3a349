using System.Diagnostics;

namespace RelationSync.Benchmarks.Harness;

/// <summary>A small file system in memory that can be filled to its last byte.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relationsync-disk-");

    private Tmpfs()
    {
    }

    public string Path => _folder.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static Tmpfs Mount(int mebibytes)
    {
        var disk = new Tmpfs();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", disk.Path) is { } problem)
        {
            disk._folder.Delete();
            throw new InvalidOperationException($"A tmpfs can't be mounted here: {problem}");
        }

        return disk;
    }

    /// <summary>Takes all that is free.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // No space left on device: that is what was wanted.
        }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Lets nothing be written, or lets it again. No file on it may be open for writing.</summary>
    public void SetReadOnly(bool isReadOnly)
    {
        if (Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Path) is { } problem)
        {
            throw new InvalidOperationException($"The tmpfs can't be mounted anew: {problem}");
        }
    }

    public void Dispose()
    {
        _ = Run("umount", "-l", Path);
        _folder.Delete();
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
