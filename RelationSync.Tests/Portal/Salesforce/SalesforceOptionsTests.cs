using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class SalesforceOptionsTests
{
    [Fact]
    public void Validate_Defaults_Pass() => Assert.True(new SalesforceOptionsValidator().Validate(null, new SalesforceOptions()).Succeeded);

    [Theory]
    [InlineData("67")]
    [InlineData("v67.0")]
    [InlineData("30.0")]
    [InlineData("67.0/../x")]
    [InlineData("67.0\n")]
    [InlineData("")]
    public void Validate_VersionOfAnotherForm_NamesTheKey(string version) =>
        Assert.Contains("Salesforce:ApiVersion", Failure(new SalesforceOptions { ApiVersion = version }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3600)]
    public void Validate_TimeoutOutOfBounds_NamesTheKey(int seconds) => Assert.Contains(
        "Salesforce:AttemptTimeout", Failure(new SalesforceOptions { AttemptTimeout = TimeSpan.FromSeconds(seconds) }), StringComparison.Ordinal);

    [Fact]
    public void Validate_SecretWithoutApp_NamesTheKeyAndNotTheSecret()
    {
        var failure = Failure(new SalesforceOptions { ClientSecret = "s3cret" });

        Assert.Contains("Salesforce:ClientId", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ValueOfAnotherKind_NamesTheKey()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Salesforce:AllowInsecureLoopback", "perhaps")]).Build();
        using var services = new ServiceCollection().AddSalesforce(configuration).BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SalesforceOptions>>().Value);

        Assert.Contains("Salesforce:AllowInsecureLoopback", fault.Message, StringComparison.Ordinal);
    }

    private static string Failure(SalesforceOptions options) => new SalesforceOptionsValidator().Validate(null, options).FailureMessage!;
}
