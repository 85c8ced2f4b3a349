using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Owners;

namespace RelationSync.Tests.Domain.Owners;

[Trait("Rule", "R-O3")]
public sealed class IntegrationUserTests
{
    private const string OrgId = "00D5g000001AbCdEAK";
    private const string Suffix = ".00d5g000001abcd";

    [Fact]
    public void For_Operator_IsMailAndOrgAndNames() => Assert.Equal(
        new NewUser("sato@example.com", "sato@example.com" + Suffix, "佐藤", "花子", "sato"),
        IntegrationUser.For(new Operator("sato@example.com", "佐藤 花子"), OrgId));

    [Theory]
    [InlineData("00D5g000001AbCd")]
    [InlineData("00D5g000001AbCdEAK")]
    public void For_OrgIdOf15Or18Characters_IsTheSameUsername(string orgId) =>
        Assert.EndsWith("@x" + Suffix, IntegrationUser.For(new Operator("a@x", null), orgId).Username, StringComparison.Ordinal);

    [Theory]
    [InlineData("佐藤　花子", "佐藤", "花子")]
    [InlineData(" 佐藤  花子 ", "佐藤", "花子")]
    [InlineData("佐藤 花子 (大阪)", "佐藤", "花子 (大阪)")]
    [InlineData("佐藤", "佐藤", null)]
    [InlineData("佐藤\r\n花子", "佐藤", "花子")]
    [InlineData(null, "sato.hanako", null)]
    [InlineData("　", "sato.hanako", null)]
    public void For_Name_IsSplitFamilyNameFirst(string? name, string lastName, string? firstName)
    {
        var user = IntegrationUser.For(new Operator("sato.hanako@example.com", name), OrgId);

        Assert.Equal((lastName, firstName), (user.LastName, user.FirstName));
    }

    [Theory]
    [InlineData("sato.hanako@example.com", "satohana")]
    [InlineData("S-1@example.com", "s1")]
    [InlineData("佐藤@example.com", "operator")]
    public void For_Alias_IsAsciiOf8CharactersAtMost(string email, string alias) =>
        Assert.Equal(alias, IntegrationUser.For(new Operator(email, null), OrgId).Alias);

    [Fact]
    public void For_UsernameOf80Characters_IsNotShortened()
    {
        var email = new string('a', 64 - "@example.com".Length) + "@example.com";

        Assert.Equal(email + Suffix, IntegrationUser.For(new Operator(email, null), OrgId).Username);
    }

    [Fact]
    public void For_UsernameOver80Characters_IsShortenedByAHashAndStillAMailAddress()
    {
        var one = Username(new string('a', 60) + "1@example.com");
        var other = Username(new string('a', 60) + "2@example.com");

        Assert.Equal(80, one.Length);
        Assert.Matches("^a+-[0-9a-f]{16}@example\\.com\\.00d5g000001abcd$", one);
        Assert.NotEqual(one, other);
        Assert.Equal(one, Username(new string('a', 60) + "1@example.com"));
    }

    [Fact]
    public void For_VeryLongDomain_IsAHashAlone() =>
        Assert.Matches("^[0-9a-f]{16}@operator\\.00d5g000001abcd$", Username("a@" + new string('d', 100) + ".example"));

    [Property(MaxTest = 500)]
    public Property For_Whatever_KeepsWithinSalesforcesLimits() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<string?>(), Arb.From(Gen.Choose(1, 40)), (email, name, times) =>
        {
            var user = IntegrationUser.For(new Operator(string.Concat(Enumerable.Repeat(email.Get, times)) + "@x", name), OrgId);

            Assert.InRange(user.Username.Length, 1, 80);
            Assert.InRange(user.LastName.Length, 1, 80);
            Assert.InRange(user.FirstName?.Length ?? 1, 1, 40);
            Assert.InRange(user.Alias.Length, 1, 8);
            Assert.Contains('@', user.Username);
        });

    private static string Username(string email) => IntegrationUser.For(new Operator(email, null), OrgId).Username;
}
