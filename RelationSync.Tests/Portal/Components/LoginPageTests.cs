using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components.Account;

namespace RelationSync.Tests.Portal.Components;

public sealed class LoginPageTests : RoomsContext
{
    public LoginPageTests() => Services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();

    [Theory]
    [InlineData("credentials", "メールアドレスかパスワードが違います。")]
    [InlineData("throttled", "サインインの失敗が続いたため")]
    public void Login_Refused_SaysWhy(string error, string expected)
    {
        var page = RenderAt($"/login?error={error}&returnUrl=%2Factions");

        Assert.StartsWith(expected, page.Find("[data-testid=login-error]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("/actions", page.Find("input[name=returnUrl]").GetAttribute("value"));
    }

    [Fact]
    public void Login_First_IsAPlainFormWithLabels()
    {
        var page = RenderAt("/login");

        Assert.Equal("/account/login", page.Find("form").GetAttribute("action"));
        Assert.Equal("email", page.Find("[data-testid=login-email]").GetAttribute("name"));
        Assert.Equal("password", page.Find("[data-testid=login-password]").GetAttribute("name"));
        Assert.NotNull(page.Find("label[for=email]"));
        Assert.Empty(page.FindAll("[data-testid=login-error]"));
        Assert.Empty(page.FindAll(".demo"));
    }

    [Fact]
    public void Login_InDemoMode_ShowsItsAccounts()
    {
        Services.AddSingleton<IDemoAccounts, Demo>();

        var page = RenderAt("/login");

        Assert.Contains("admin@example.com", page.Find(".demo").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<Login> RenderAt(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<Login>();
    }

    private sealed class Demo : IDemoAccounts
    {
        public IReadOnlyList<DemoAccount> Accounts => [new("admin@example.com", "demo-admin-1", Administrator: true)];
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
