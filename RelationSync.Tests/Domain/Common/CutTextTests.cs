using RelationSync.Domain.Common;

namespace RelationSync.Tests.Domain.Common;

public sealed class CutTextTests
{
    [Theory]
    [InlineData("abc", 3, "abc", false)]
    [InlineData("abc", 4, "abc", false)]
    [InlineData("abcd", 3, "abc", true)]
    [InlineData("a😀b", 2, "a", true)]
    [InlineData("a😀b", 3, "a😀", true)]
    [InlineData("a", 0, "", true)]
    [InlineData("", 0, "", false)]
    public void Head_IsTheFirstCharacters_NeverHalfAPair(string text, int most, string expected, bool wasCut) =>
        Assert.Equal(new CutText(expected, wasCut), CutText.Head(text, most));

    [Theory]
    [InlineData("abc", 3, "abc", false)]
    [InlineData("abc", 4, "abc", false)]
    [InlineData("abcd", 3, "bcd", true)]
    [InlineData("a😀b", 2, "b", true)]
    [InlineData("a😀b", 3, "😀b", true)]
    [InlineData("a", 0, "", true)]
    [InlineData("😀", 0, "", true)]
    [InlineData("", 0, "", false)]
    public void Tail_IsTheLastCharacters_NeverHalfAPair(string text, int most, string expected, bool wasCut) =>
        Assert.Equal(new CutText(expected, wasCut), CutText.Tail(text, most));
}
