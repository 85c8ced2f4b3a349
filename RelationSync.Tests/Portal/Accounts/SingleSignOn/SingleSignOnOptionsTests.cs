using Microsoft.Extensions.Configuration;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

public sealed class SingleSignOnOptionsTests
{
    [Theory]
    [InlineData("Authority", "http://login.example.com")]
    [InlineData("Authority", "login.example.com")]
    [InlineData("Authority", "https://user@login.example.com")]
    [InlineData("Authority", "https://login.example.com?tenant=1")]
    [InlineData("Authority", "http://127.0.0.1:1")]
    [InlineData("ClientId", "")]
    [InlineData("Name", " ")]
    [InlineData("RoleClaim", "")]
    [InlineData("Scopes:0", "two scopes")]
    [InlineData("CreateAccounts", "true")]
    public void Value_Wrong_StopsTheStartByItsKey(string key, string value) =>
        Assert.Contains($"SingleSignOn:{key.Split(':')[0]} must ", FaultOf(("Authority", "https://login.example.com"), ("ClientId", "c"), (key, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Only", "true")]
    [InlineData("ClientId", "c")]
    public void Value_WithoutAnAuthority_StopsTheStart(string key, string value) =>
        Assert.Contains("SingleSignOn:Authority must be set", FaultOf((key, value)), StringComparison.Ordinal);

    /// <summary>The provider would send people back to the address that we listen on.</summary>
    [Theory]
    [InlineData("", false, "PublicUrl must be the address that people open")]
    [InlineData("", true, "")]
    [InlineData("https://sync.example.com", false, "")]
    public void PublicUrl_Unset_StopsTheStartUnlessOnLoopback(string publicUrl, bool allowsLoopback, string fault)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PublicUrl", publicUrl)]).Build();
        var options = new SingleSignOnOptions { Authority = "https://login.example.com", ClientId = "c", AllowInsecureLoopback = allowsLoopback };

        var result = new SingleSignOnAddressValidator(configuration).Validate(null, options);

        Assert.StartsWith(fault, result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.Equal(fault.Length > 0, result.Failed);
        Assert.True(new SingleSignOnAddressValidator(configuration).Validate(null, new SingleSignOnOptions()).Succeeded);
    }

    [Fact]
    public void Values_Right_AreTaken()
    {
        Assert.Equal("", FaultOf());
        Assert.Equal("", FaultOf(("Authority", "https://login.example.com/tenant/v2.0"), ("ClientId", "c"), ("CreateAccounts", "true"), ("Roles:Support:0", "everybody")));
        Assert.Equal("", FaultOf(("Authority", "http://127.0.0.1:5082"), ("ClientId", "c"), ("AllowInsecureLoopback", "true")));
    }

    [Fact]
    public void Roles_Several_GiveTheOneThatAllowsMost()
    {
        var roles = new SingleSignOnRoles { Administrator = ["a"], Responder = ["r"], Support = ["s", "t"] };

        Assert.Equal(AccountRole.Administrator, roles.RoleOf(["s", "r", "a"]));
        Assert.Equal(AccountRole.Responder, roles.RoleOf(["s", "r"]));
        Assert.Equal(AccountRole.Support, roles.RoleOf(["x", "t"]));
        Assert.Null(roles.RoleOf(["A", "x"]));
        Assert.Null(roles.RoleOf([]));
    }

    private static string FaultOf(params (string Key, string Value)[] settings)
    {
        var options = new SingleSignOnOptions();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        foreach (var (key, value) in settings)
        {
            // The last one of a key counts.
            configuration[$"SingleSignOn:{key}"] = value;
        }

        configuration.GetSection("SingleSignOn").Bind(options);
        return string.Join(' ', new SingleSignOnOptionsValidator().Validate(null, options).Failures ?? []);
    }
}
