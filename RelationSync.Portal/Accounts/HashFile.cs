using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// A sorted file of SHA-1 hashes, one a line, that is looked up where it lies: of tens of gigabytes a look-up reads some
/// thirty pieces of a quarter of a kilobyte. Lines end in LF or CRLF:
/// <c>000000005AD76BD555C1D6D771DE417A4B87E4B4:10</c>, the count being of no interest, and the last needn't end.
/// </summary>
internal sealed class HashFile : IDisposable
{
    /// <summary>Characters of a hash.</summary>
    public const int HashLength = 40;

    // A line is 40 characters, a colon, a count of at most 19 digits and its end.
    private const int LongestLine = 64;
    private const int Piece = 4 * LongestLine;
    private const int Samples = 512;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private readonly SafeFileHandle _file;

    public HashFile(string path) => _file = File.OpenHandle(path, options: FileOptions.RandomAccess);

    /// <summary>What is wrong with a file, in words for who set it, or null: some hundred places all over it are looked at.</summary>
    public static string? FaultOf(string path)
    {
        try
        {
            using var file = new HashFile(path);
            return file.FaultOfSamples();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    /// <param name="hash">In capitals.</param>
    /// <exception cref="InvalidDataException">The file isn't what it was when the portal started.</exception>
    public bool Contains(string hash)
    {
        // The line that is looked for, if there is one, begins at from or later and before to.
        var (from, to) = (0L, RandomAccess.GetLength(_file));
        while (to - from > Piece)
        {
            var middle = from + ((to - from) / 2);
            var line = LineFrom(middle);
            if (line is not null && string.CompareOrdinal(line.Hash, hash) <= 0)
            {
                from = line.Start;
            }
            else
            {
                // Between the middle and that line no other begins.
                to = middle;
            }
        }

        for (var line = LineFrom(from); line is not null && line.Start < to; line = LineFrom(line.End))
        {
            if (line.Hash == hash)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    private string? FaultOfSamples()
    {
        var length = RandomAccess.GetLength(_file);
        if (length == 0)
        {
            return "it is empty";
        }

        Line? before = null;
        for (var i = 0; i <= Samples; i++)
        {
            try
            {
                // A place and the two lines after it: order from afar and from near.
                var line = LineFrom(length / Samples * i + (length % Samples * i / Samples));
                for (var near = 0; near < 2 && line is not null; near++, line = LineFrom(line.End))
                {
                    if (before is not null && line.Start > before.Start && string.CompareOrdinal(before.Hash, line.Hash) >= 0)
                    {
                        return string.Create(CultureInfo.InvariantCulture, $"it isn't sorted: see the line at byte {line.Start}");
                    }

                    before = before is null || line.Start > before.Start ? line : before;
                }
            }
            catch (InvalidDataException e)
            {
                return e.Message;
            }
        }

        return null;
    }

    /// <summary>The first line that begins at this byte or later, or null: none does.</summary>
    private Line? LineFrom(long at)
    {
        Span<byte> piece = stackalloc byte[Piece];
        // Whether a line begins just here is told by the byte before.
        var origin = Math.Max(0, at - 1);
        var text = piece[..Read(piece, origin)];
        var begin = 0;
        if (at > 0)
        {
            begin = text.IndexOf((byte)'\n') + 1;
            if (begin == 0)
            {
                return text.Length < Piece ? null : throw Odd(at);
            }
        }

        text = text[begin..];
        if (text.IsEmpty)
        {
            return null;
        }

        var start = origin + begin;
        var end = text.IndexOf((byte)'\n') is var i and >= 0 ? i + 1 : text.Length;
        return IsLine(text[..end])
            ? new Line(start, start + end, Encoding.ASCII.GetString(text[..HashLength]).ToUpperInvariant())
            : throw Odd(start);
    }

    // RandomAccess may give less than is asked for before the end.
    private int Read(Span<byte> piece, long at)
    {
        var count = 0;
        while (count < piece.Length && RandomAccess.Read(_file, piece[count..], at + count) is var read and > 0)
        {
            count += read;
        }

        return count;
    }

    private static bool IsLine(ReadOnlySpan<byte> line)
    {
        var text = line.TrimEnd("\r\n"u8);
        return line.Length <= LongestLine && text.Length >= HashLength
            && text[..HashLength].IndexOfAnyExcept(Hexadecimal) < 0
            && (text.Length == HashLength || (text.Length > HashLength + 1 && text[HashLength] == (byte)':' && text[(HashLength + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0));
    }

    private static InvalidDataException Odd(long at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at byte {at} stands no line 'SHA-1:count'"));

    /// <summary>Where it begins, where the next one does, and its hash in capitals.</summary>
    private sealed record Line(long Start, long End, string Hash);
}
