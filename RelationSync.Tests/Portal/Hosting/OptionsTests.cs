using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Hosting.Demo;

namespace RelationSync.Tests.Portal.Hosting;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Worker:DrainInterval", "00:00:00")]
    [InlineData("Worker:DrainInterval", "60")]
    [InlineData("Worker:DrainInterval", "soon")]
    [InlineData("Worker:WakeInterval", "soon")]
    [InlineData("Worker:WakeInterval", "-00:00:01")]
    [InlineData("Worker:WakeInterval", "02:00:00")]
    [InlineData("Worker:LeaseDuration", "00:00:00.5")]
    [InlineData("Worker:ConnectionsAtOnce", "0")]
    [InlineData("Sync:SendCancelGrace", "-00:00:01")]
    [InlineData("Sync:ReorderGrace", "02:00:00")]
    [InlineData("Sync:SlaTarget", "00:00:00")]
    [InlineData("Sync:RetryBaseDelay", "00:00:00")]
    [InlineData("Sync:RetryMaxDelay", "00:00:01")]
    [InlineData("Sync:LimitProbeInterval", "00:00:00")]
    [InlineData("Sync:TargetCache", "-00:00:01")]
    [InlineData("Sync:BodyRetention", "00:00:00")]
    [InlineData("Portal:MaxCircuits", "0")]
    [InlineData("Intake:OperationsPerMinute", "0")]
    [InlineData("Intake:OperationsPerMinute", "many")]
    [InlineData("Notifications:AllowPrivateAddresses", "perhaps")]
    [InlineData("Simulator:Url", "http://0.0.0.0:5081")]
    [InlineData("Simulator:Url", "https://127.0.0.1:5081/x")]
    [InlineData("Simulator:Enabled", "true")]
    [InlineData("Demo:Enabled", "true")]
    [InlineData("Provisioning:Path", "/nowhere/provisioning.json")]
    [InlineData("Bootstrap:AdminEmail", "admin")]
    [InlineData("Accounts:RequireSecondFactor", "Some")]
    [InlineData("Accounts:RequireSecondFactor", "1")]
    [InlineData("Accounts:BreachedPasswordsFile", "/nowhere/pwned.txt")]
    [InlineData("PublicUrl", "sync.example.com")]
    [InlineData("PublicUrl", "https://sync.example.com/path")]
    [InlineData("Urls", "nonsense")]
    [InlineData("Urls", "http://localhost:99999")]
    [InlineData("Urls", "ftp://localhost:5080")]
    [InlineData("Urls", "http://localhost:5080/portal")]
    [InlineData("ForwardedHeaders:KnownProxies", "proxy.local")]
    [InlineData("ConnectionStrings:RelationSync", "Data Source=:memory:")]
    public void Validate_BadValue_NamesKeyAndValue(string key, string value)
    {
        var fault = FaultsOf((key, value));

        Assert.Contains(key, fault, StringComparison.Ordinal);
        Assert.Contains(value == "60" ? "'60.00:00:00'" : value == "00:00:00.5" ? "'00:00:00.5000000'" : key.EndsWith("RelationSync", StringComparison.Ordinal) ? "':memory:'" : $"'{value}'", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Metrics:BearerToken", "tooshort")]
    [InlineData("Bootstrap:AdminPassword", "tooshor")]
    public void Validate_BadSecret_IsNotShown(string key, string value)
    {
        var faults = FaultsOf((key, value), ("Bootstrap:AdminEmail", "a@example.com"));

        Assert.Contains(key, faults, StringComparison.Ordinal);
        Assert.DoesNotContain(value, faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ProxyThatIsNone_NamesIt() =>
        Assert.Contains("'proxy.local'", FaultsOf(("ForwardedHeaders:KnownProxies:0", "10.0.0.0/8"), ("ForwardedHeaders:KnownProxies:1", "proxy.local")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Data Source=x.db;Password=geheim", "Password")]
    [InlineData("Data Source=x.db;Mode=Memory", "Mode")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "Mode")]
    public void Validate_StoreThatCannotBeOurs_SaysWhichPart(string store, string part)
    {
        var faults = FaultsOf(("ConnectionStrings:RelationSync", store));

        Assert.Contains($"have no {part}", faults, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080;http://[::1]:5080")]
    [InlineData("http://*;https://+:443")]
    [InlineData("http://unix:/run/relationsync.sock")]
    public void Validate_AddressesToListenOn_AreFine(string urls) => Assert.Empty(FaultsOf(("Urls", urls)));

    [Fact]
    public void Proxies_OnOneLine_AreAllKnown() => Assert.Equal(
        ["10.0.0.7", "10.1.0.0/16"],
        Services("Production", ("ForwardedHeaders:KnownProxies", "10.0.0.7, 10.1.0.0/16")).GetRequiredService<IOptions<ForwardingOptions>>().Value.KnownProxies);

    [Fact]
    public void LogLevel_Unknown_IsToldAndDoesNotEndTheLog()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Loud"), new("Logging:LogLevel:Quartz", "warning")]);
        var services = new ServiceCollection();

        LogLevelOptions.TakeUnknown(configuration, services);

        var fault = Assert.Single(Assert.Throws<OptionsValidationException>(() => services.BuildServiceProvider().GetRequiredService<IOptions<LogLevelOptions>>().Value).Failures);
        Assert.StartsWith("Logging:LogLevel:Default must be one of Trace, Debug, ", fault, StringComparison.Ordinal);
        Assert.Equal("Information", configuration["Logging:LogLevel:Default"]);
        Assert.Equal("warning", configuration["Logging:LogLevel:Quartz"]);
    }

    [Theory]
    [InlineData("http://*", "http://localhost/")]
    [InlineData("http://+:5080;http://x", "http://localhost:5080/")]
    [InlineData("http://[::]:80", "http://localhost/")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://unix:/run/relationsync.sock", "http://localhost/")]
    [InlineData(null, "http://localhost:5080/")]
    public void PublicAddress_Unset_IsTheFirstWeListenOn(string? urls, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build();

        Assert.Equal(expected, new PublicAddress(Microsoft.Extensions.Options.Options.Create(new PublicUrlOptions()), configuration).Url.ToString());
    }

    [Fact]
    public void Validate_SeveralSections_NamesAll()
    {
        var faults = FaultsOf(("Worker:ConnectionsAtOnce", "0"), ("Worker:LeaseDuration", "1.00:00:00"), ("Intake:OperationsPerMinute", "0"));

        Assert.All(["Worker:ConnectionsAtOnce", "Worker:LeaseDuration", "Intake:OperationsPerMinute"], k => Assert.Contains(k, faults, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_SingleSignOnWithoutPublicUrl_NamesIt() => Assert.StartsWith(
        "PublicUrl must be the address that people open",
        FaultsOf(("SingleSignOn:Authority", "https://login.example.com"), ("SingleSignOn:ClientId", "c")),
        StringComparison.Ordinal);

    [Fact]
    public void Validate_Defaults_Hold() => Assert.Empty(FaultsOf());

    [Fact]
    public void Demo_Unset_FollowsTheEnvironment()
    {
        Assert.True(Services("Development").GetRequiredService<IOptions<DemoOptions>>().Value.IsOn);
        Assert.False(Services("Production").GetRequiredService<IOptions<DemoOptions>>().Value.IsOn);
        Assert.False(Services("Development", ("Demo:Enabled", "false")).GetRequiredService<IOptions<DemoOptions>>().Value.IsOn);
    }

    private static string FaultsOf(params (string Key, string Value)[] settings)
    {
        try
        {
            Services("Production", settings).ValidateSettings();
            return "";
        }
        catch (StartupException e)
        {
            return e.Message;
        }
    }

    private static ServiceProvider Services(string environment, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment });
        services.AddPortalOptions();
        return services.BuildServiceProvider();
    }
}
