using System.Globalization;
using RelationSync.Portal.Accounts;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class HashFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("\n", 1)]
    [InlineData("\n", 2)]
    [InlineData("\n", 3000)]
    [InlineData("\r\n", 1)]
    [InlineData("\r\n", 2)]
    [InlineData("\r\n", 3000)]
    public void Contains_EachLine_AndNothingBetween(string end, int count)
    {
        // Every other hash, so that each has neighbours that differ in the last character alone.
        Write(end, Enumerable.Range(0, count).Select(i => Hash(2 * i + 1)));
        using var file = new HashFile(_path);

        Assert.Null(HashFile.FaultOf(_path));
        Assert.All(Enumerable.Range(0, count), i => Assert.True(file.Contains(Hash(2 * i + 1))));
        Assert.DoesNotContain(Enumerable.Range(0, count + 1), i => file.Contains(Hash(2 * i)));
        Assert.False(file.Contains(new string('F', HashFile.HashLength)));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000001:3\n0000000000000000000000000000000000000003:7")]
    [InlineData("0000000000000000000000000000000000000001\n0000000000000000000000000000000000000003\n")]
    [InlineData("000000000000000000000000000000000000000a:1\n000000000000000000000000000000000000000b:1234567890123\n")]
    public void Contains_LastLineWithoutItsEnd_NoCounts_SmallLetters_AreRead(string text)
    {
        File.WriteAllText(_path, text);
        using var file = new HashFile(_path);

        Assert.Null(HashFile.FaultOf(_path));
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.True(file.Contains(l[..40].ToUpperInvariant())));
        Assert.False(file.Contains(Hash(2)));
    }

    [Fact]
    public void Contains_SamePrefix_IsNotTheSame()
    {
        var prefix = new string('A', HashFile.HashLength - 1);
        Write("\n", [prefix + "0", prefix + "1", prefix + "3"]);
        using var file = new HashFile(_path);

        Assert.Equal([true, true, false, true, false], "01234".Select(c => file.Contains(prefix + c)));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("0000000000000000000000000000000000000002:1\n0000000000000000000000000000000000000001:1\n", "sorted")]
    [InlineData("0000000000000000000000000000000000000001:1\n0000000000000000000000000000000000000001:1\n", "sorted")]
    [InlineData("password\n", "byte 0")]
    [InlineData("0000000000000000000000000000000000000001:\n", "byte 0")]
    [InlineData("0000000000000000000000000000000000000001 1\n", "byte 0")]
    [InlineData("00000000000000000000000000000001:1\n", "byte 0")]
    [InlineData("0000000000000000000000000000000000000001:1\n\n", "byte 43")]
    public void FaultOf_AnotherFile_SaysWhereItIsWrong(string text, string word)
    {
        File.WriteAllText(_path, text);

        Assert.Contains(word, HashFile.FaultOf(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void FaultOf_SortedByCount_IsFoundInALargeFile()
    {
        // As the other order of the same download: by how often, so by hash not at all.
        var random = new Random(1);
        Write("\r\n", Enumerable.Range(0, 20_000).Select(_ => Convert.ToHexString(Enumerable.Range(0, 20).Select(_ => (byte)random.Next(256)).ToArray())));

        Assert.Contains("sorted", HashFile.FaultOf(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void FaultOf_OneLineWithoutEnd_IsNoHashFile()
    {
        File.WriteAllText(_path, new string('0', 10_000));

        Assert.NotNull(HashFile.FaultOf(_path));
    }

    [Fact]
    public void FaultOf_NoFile_SaysSo() => Assert.NotNull(HashFile.FaultOf(_path + ".none"));

    private static string Hash(int number) => number.ToString("X40", CultureInfo.InvariantCulture);

    private void Write(string end, IEnumerable<string> hashes) =>
        File.WriteAllText(_path, string.Concat(hashes.Select((h, i) => $"{h}:{i + 1}{end}")));
}
