using System.Runtime.InteropServices;
using System.Text;

namespace RelationSync.Portal.Storage;

/// <summary>Which file lies at a path: device and inode. Where the system has none of these, every file that exists has the same mark.</summary>
internal readonly record struct FileMark(uint Major, uint Minor, ulong Inode)
{
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const uint InodeNumber = 0x100; // STATX_INO
    private const int NoSuchCall = 38; // ENOSYS

    private static volatile bool _isUnknown = !OperatingSystem.IsLinux();

    /// <summary>Null: nothing lies there, or it can't be reached. Opens nothing: closing a database file would drop SQLite's locks on it.</summary>
    public static FileMark? Of(string path)
    {
        if (!_isUnknown)
        {
            try
            {
                if (Statx(WorkingDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, InodeNumber, out var status) == 0)
                {
                    return new FileMark(status.Major, status.Minor, status.Inode);
                }

                if (Marshal.GetLastPInvokeError() != NoSuchCall)
                {
                    return null;
                }
            }
            catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
            {
                // An old libc: what follows is all that can be told there.
            }

            _isUnknown = true;
        }

        return File.Exists(path) ? default(FileMark) : null;
    }

    // statx(2): unlike stat's, its layout is the same on every architecture.
    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(0x20)]
        public ulong Inode;

        [FieldOffset(0x88)]
        public uint Major;

        [FieldOffset(0x8c)]
        public uint Minor;
    }
}
