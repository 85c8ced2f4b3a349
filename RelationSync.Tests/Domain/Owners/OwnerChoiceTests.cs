using RelationSync.Domain.Owners;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Owners;

[Trait("Rule", "R-O2")]
public sealed class OwnerChoiceTests
{
    private const string Email = "sato@example.com";

    [Theory]
    [InlineData("sato@example.com")]
    [InlineData("Sato@Example.COM")]
    [InlineData(" sato@example.com ")]
    public void Choose_SameEmail_IsFoundWithoutRegardToCase(string email) =>
        Assert.Equal("u", OwnerChoice.Choose(email, [User("other", email: "ato@example.com"), User("u")])?.Id);

    [Theory]
    [Trait("Rule", "R-O2")]
    [InlineData(true, "005000000000001AAA")]
    [InlineData(false, null)]
    public void Choose_EmailWithInvalidAppended_CountsInASandbox(bool sandbox, string? expected)
    {
        var user = new SalesforceUser(
            "005000000000001AAA", "sato@example.com.uat", "Sato@example.com.INVALID", true, "Standard", null, DateTimeOffset.UnixEpoch);

        Assert.Equal(expected, OwnerChoice.Choose("sato@example.com", [user], sandbox)?.Id);
    }

    [Fact]
    public void Choose_NobodyWithThatEmail_IsNone()
    {
        Assert.Null(OwnerChoice.Choose(Email, []));
        Assert.Null(OwnerChoice.Choose(Email, [User("u", username: Email, email: "other@example.com")]));
    }

    [Theory]
    [InlineData(true, "Standard", null, true)]
    [InlineData(true, "Standard", "Salesforce", true)]
    [InlineData(true, "Guest", "Salesforce Integration", true)]
    [InlineData(true, null, "Salesforce Integration", true)]
    [InlineData(true, "Guest", "Guest User License", false)]
    [InlineData(true, "CspLitePortal", null, false)]
    [InlineData(true, null, null, false)]
    [InlineData(false, "Standard", null, false)]
    [InlineData(false, "Standard", "Salesforce Integration", false)]
    public void Choose_Kinds_AreActiveStandardOrIntegrationUsers(bool active, string? type, string? license, bool chosen) =>
        Assert.Equal(chosen, OwnerChoice.Choose(Email, [User("u") with { IsActive = active, UserType = type, LicenseName = license }]) is not null);

    [Fact]
    public void Choose_Several_IsTheOneWhoseUsernameIsTheEmail() => Assert.Equal(
        "named", OwnerChoice.Choose(Email, [User("oldest", created: 1), User("named", username: "SATO@example.com", created: 9)])?.Id);

    [Fact]
    public void Choose_SeveralWithOtherUsernames_IsTheOldestThenTheLowestId()
    {
        Assert.Equal("old", OwnerChoice.Choose(Email, [User("a", created: 9), User("old", created: 1)])?.Id);
        Assert.Equal("B", OwnerChoice.Choose(Email, [User("b"), User("B")])?.Id);
    }

    [Fact]
    public void Choose_NamedButInactive_IsTheNext() => Assert.Equal(
        "u", OwnerChoice.Choose(Email, [User("named", username: Email) with { IsActive = false }, User("u")])?.Id);

    private static SalesforceUser User(string id, string? username = null, string email = Email, double created = 0) =>
        new(id, username ?? $"{id}@org.example", email, true, "Standard", "Salesforce", OperationBuilder.At(created));
}
