using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Tests.Portal.Salesforce.Http;

public sealed class ApiUsageTests
{
    [Theory]
    [InlineData("api-usage=10018/100000", 10018, 100000)]
    [InlineData("api-usage=18/5000; per-app-api-usage=17/250(appName=sample-app)", 18, 5000)]
    [InlineData("per-app-api-usage=17/250(appName=sample-app); api-usage=18/5000", 18, 5000)]
    [InlineData(" Api-Usage = 1 / 2 ", 1, 2)]
    [InlineData("api-usage=120/100", 120, 100)]
    public void Parse_KnownForms_GivesUsedAndMax(string header, int used, int max) => Assert.Equal(new ApiUsage(used, max), ApiUsage.Parse(header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("api-usage=")]
    [InlineData("api-usage=1/0")]
    [InlineData("api-usage=-1/100")]
    [InlineData("api-usage=99999999999/100")]
    [InlineData("per-app-api-usage=17/250(appName=sample-app)")]
    public void Parse_AnythingElse_SaysNothing(string? header) => Assert.Null(ApiUsage.Parse(header));
}
