using RelationSync.Portal.Accounts;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/connections?x=1#y")]
    [InlineData("/actions?search=%2F%2Fx")]
    public void OrHome_OurPath_IsKept(string url) => Assert.Equal(url, LocalUrl.OrHome(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("connections")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    public void OrHome_AnythingElse_IsHome(string? url) => Assert.Equal("/", LocalUrl.OrHome(url));
}
