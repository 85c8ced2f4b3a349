using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Tests.Portal.Salesforce.Http;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("line\r\nforged: entry\0", "line  forged: entry ")]
    [InlineData("日本語のエラー", "日本語のエラー")]
    public void Clean_ForeignText_HasNoControlCharacters(string? text, string expected) => Assert.Equal(expected, SafeText.Clean(text));

    [Fact]
    public void Clean_LongText_IsCutAtAThousandWithoutSplittingAPair()
    {
        Assert.Equal(1000, SafeText.Clean(new string('a', 5000)).Length);
        Assert.Equal(new string('a', 999), SafeText.Clean(new string('a', 999) + "😀"));
    }
}
