using RelationSync.Portal.Salesforce;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class SalesforceIdTests
{
    [Fact]
    public void To18_KnownPair_IsExact() => Assert.Equal("001A0000006Vm9rIAC", SalesforceId.To18("001A0000006Vm9r"));

    [Fact]
    public void To18_LongForm_StaysAsItIs() => Assert.Equal("001A0000006Vm9rIAC", SalesforceId.To18("001A0000006Vm9rIAC"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("001A0000006Vm9")]
    [InlineData("001A0000006Vm9rI")]
    [InlineData("001A0000006Vm9'")]
    public void To18_NoId_IsNull(string? id) => Assert.Null(SalesforceId.To18(id));
}
