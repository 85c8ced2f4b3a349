using System.Globalization;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>The JWT bearer flow, from the certificate to renewed and refused tokens, against an org that knows one app.</summary>
public sealed class AuthorizeByCertificateTests : ConnectionsTests
{
    private const string App = "3MVG9.app";
    private const string Admin = "admin@jwt.example";

    private ClaimsPrincipal _user = null!;
    private OrgCredentials _org = null!;
    private AppSettings _app = null!;

    private AuthorizeByCertificate Authorize => Fixture.Get<AuthorizeByCertificate>();

    private AccessTokens Tokens => Fixture.Get<AccessTokens>();

    public override async Task InitializeAsync()
    {
        _user = Fixture.SignIn();
        Assert.Null(await Authorize.CreateCertificateAsync(_user, default));
        _app = new AppSettings { ClientId = App, Certificate = (await DraftAsync()).Certificate, Users = [Admin] };
        (_, _org) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "jwt", Apps = [_app] });
    }

    [Fact]
    public async Task Certificate_IsOfRsa2048AndHasNoPrivateKey()
    {
        var pem = (await DraftAsync()).Certificate!;

        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var key = certificate.GetRSAPublicKey();
        Assert.Equal((2048, false), (key!.KeySize, certificate.HasPrivateKey));
        Assert.DoesNotContain("PRIVATE", pem, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", (await DraftAsync()).SigningKeyProtected!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_GivesAnAuthorizationWithoutRefreshTokenOrSlot()
    {
        Assert.Null((await ConnectAsync()).Value);

        var row = await RowAsync();
        Assert.Equal((Admin, App, _org.OrgId), (row.Username, row.ClientId, row.OrgId));
        Assert.Equal("", Fixture.Get<ISecretBox>().Unprotect(SecretKind.RefreshToken, row.RefreshTokenProtected));
        Assert.DoesNotContain("PRIVATE", row.SigningKeyProtected!, StringComparison.Ordinal);
        var view = Assert.Single(await Fixture.Get<ListAuthorizations>().RunAsync(default), a => a.Id == row.Id);
        Assert.True(view.UsesCertificate);
        Assert.Null((await DraftAsync()).SigningKeyProtected);
    }

    [Fact]
    public async Task Token_Expired_IsAskedForByAnotherAssertion()
    {
        await ConnectAsync();
        var id = (await RowAsync()).Id;
        var first = await Tokens.GetAsync(id, default);

        var second = await Tokens.RenewAsync(id, first.Value, default);

        Assert.NotEqual(first.Value, second.Value);
        Assert.Equal(second.Value, (await Tokens.GetAsync(id, default)).Value);
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Assertion_RefusedThreeTimes_IsGone_AndComesBackWhenTheUserIsApprovedAgain()
    {
        await ConnectAsync();
        var id = (await RowAsync()).Id;
        await ChangeAppAsync(app => app with { Users = ["other@jwt.example"] });

        for (var refusals = 1; refusals <= 3; refusals++)
        {
            var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.KeepAliveAsync(id, default));
            Assert.Equal((FailureClass.AuthorizationGone, "invalid_grant"), (e.Failure.Class, e.Failure.Code));
            Assert.Equal(refusals == 3, (await RowAsync()).GoneAt is not null);
        }

        await ChangeAppAsync(app => app with { Users = [Admin] });
        Fixture.AddConnection(Fixture.AddInbox(), await RowAsync());
        var asked = await Fixture.Get<AskSalesforceAgain>().RunAsync(_user, Fixture.Read(db => db.Connections.Single().Id), default);
        Assert.Null(asked.Value!.Code);
        Assert.Null((await RowAsync()).GoneAt);
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task App_BlockedInTheOrg_BlocksTheAuthorization()
    {
        await ConnectAsync();
        var id = (await RowAsync()).Id;
        await ChangeAppAsync(app => app with { State = "blocked" });

        await Assert.ThrowsAsync<SalesforceException>(() => Tokens.KeepAliveAsync(id, default));

        Assert.Equal("invalid_app_access", (await RowAsync()).BlockedCode);
    }

    [Fact]
    public async Task Connect_WithAnotherCertificateThanTheApps_SaysSo()
    {
        await Authorize.CreateCertificateAsync(_user, default);

        Assert.Equal(new Refusal("invalid_grant", RefusalCause.Signature), (await ConnectAsync()).Value);
        Assert.Null((await DraftAsync()).AuthorizationId);
    }

    [Fact]
    public async Task Connect_OfAnotherApp_IsCrossOrg() =>
        Assert.Equal(new Refusal("OAUTH_AUTHORIZATION_BLOCKED", RefusalCause.CrossOrg), (await ConnectAsync(client: "another")).Value);

    [Fact]
    public async Task Connect_AsAUserWhoIsNotApproved_SaysSo() =>
        Assert.Equal(new Refusal("invalid_grant", RefusalCause.NotApproved), (await ConnectAsync(username: "nobody@jwt.example")).Value);

    [Fact]
    public async Task Connect_AppThatMustBeInstalled_SaysSo()
    {
        await ChangeAppAsync(app => app with { State = "must_install" });

        Assert.Equal(new Refusal("invalid_client", RefusalCause.MustInstall), (await ConnectAsync()).Value);
    }

    [Fact]
    public async Task Release_RevokesTheSessionAndRemovesTheKey()
    {
        await ConnectAsync();
        var id = (await RowAsync()).Id;
        var token = await Tokens.GetAsync(id, default);

        await Fixture.Get<ChooseAuthorization>().DiscardAsync(_user, default);

        Assert.Null(Fixture.Read(db => db.Authorizations.SingleOrDefault(a => a.Id == id)));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_org.LoginUrl}/services/data/v67.0/limits");
        request.Headers.Authorization = new("Bearer", token.Value);
        Assert.Equal(401, (int)(await http.SendAsync(request)).StatusCode);
    }

    /// <summary>As Salesforce and its simulator word them.</summary>
    [Theory]
    [InlineData("invalid_grant", "user hasn't approved this consumer", true, RefusalCause.NotApproved)]
    [InlineData("invalid_app_access", "user is not admin approved to access this app", true, RefusalCause.NotApproved)]
    [InlineData("invalid_grant", "audience is invalid", true, RefusalCause.Audience)]
    [InlineData("invalid_grant", "expired authorization code", true, RefusalCause.Clock)]
    [InlineData("invalid_grant", "expired authorization code", false, RefusalCause.Code)]
    [InlineData("invalid_grant", "ip restricted", true, RefusalCause.Ip)]
    [InlineData("invalid_grant", "inactive user", true, RefusalCause.InactiveUser)]
    [InlineData("invalid_client_id", "client identifier invalid", true, RefusalCause.Client)]
    [InlineData("invalid_client", "app must be installed into org", true, RefusalCause.MustInstall)]
    [InlineData("invalid_client", "invalid client credentials", true, RefusalCause.Client)]
    [InlineData("OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported for this external client app", false, RefusalCause.CrossOrg)]
    [InlineData("OAUTH_APP_BLOCKED", "this app is blocked by admin", false, RefusalCause.AppBlocked)]
    [InlineData("redirect_uri_mismatch", "redirect_uri must match configuration", false, RefusalCause.Callback)]
    [InlineData("something_new", "", false, RefusalCause.Other)]
    public void Refusal_OfACodeAndText_HasItsCause(string code, string text, bool isAssertion, RefusalCause cause) =>
        Assert.Equal(new Refusal(code, cause), RefusalCauses.Of(code, text, isAssertion));

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void Refusal_OfEveryCause_HasItsMeaningAndNextStep(string language)
    {
        var texts = new System.Resources.ResourceManager(typeof(CertificateTexts));
        var culture = CultureInfo.GetCultureInfo(language);

        Assert.All(Enum.GetNames<RefusalCause>(), c => Assert.NotEmpty(texts.GetString($"Refusal_{c}_Meaning", culture) ?? ""));
        Assert.All(Enum.GetNames<RefusalCause>(), c => Assert.NotEmpty(texts.GetString($"Refusal_{c}_Next", culture) ?? ""));
    }

    private Task<Outcome<Refusal?>> ConnectAsync(string client = App, string username = Admin) => Authorize.RunAsync(_user, _org.LoginUrl, client, username, default);

    private Task<WizardDraft> DraftAsync() => Fixture.Get<WizardDrafts>().LoadAsync(_user.AccountId()!.Value, default);

    private async Task<Authorization> RowAsync()
    {
        var id = (await DraftAsync()).AuthorizationId;
        return Fixture.Read(db => db.Authorizations.Single(a => a.Id == id));
    }

    private async Task ChangeAppAsync(Func<AppSettings, AppSettings> change)
    {
        using var http = new HttpClient();
        var org = new Uri(_org.LoginUrl);
        var app = change(_app);
        var body = new { apps = new[] { new { client_id = app.ClientId, certificate = app.Certificate, users = app.Users, state = app.State } } };
        using var answer = await http.PatchAsJsonAsync($"{org.GetLeftPart(UriPartial.Authority)}/_control/orgs/jwt", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
