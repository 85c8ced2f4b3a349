using System.Net;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>Sign-in at an identity provider: who gets a session, and as whom.</summary>
public sealed class SingleSignOnTests
{
    private static readonly (string, string)[] Roles =
    [
        ("SingleSignOn:Roles:Administrator:0", "rs-admin"), ("SingleSignOn:Roles:Responder:0", "rs-responder"), ("SingleSignOn:Roles:Support:0", "rs-support"),
    ];

    [Fact]
    public async Task VerifiedEmail_FirstTime_LinksTheAccountAndOpensASession()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var browser = portal.Browser();

        Assert.Equal("/actions", await portal.SignInAsync(browser));

        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        var (linked, signedIn) = ((await portal.AuditAsync(AuditAct.SingleSignOnLinked)).Single(), (await portal.AuditAsync(AuditAct.SignedIn)).Single());
        Assert.Equal((SingleSignOnPortal.Administrator, "192.0.2.1"), (linked.About, linked.Address));
        Assert.Contains("single_sign_on", signedIn.DetailsJson, StringComparison.Ordinal);
        Assert.True((await portal.Get<BrowsePeople>().RunAsync(default)).People.Single().IsLinked);
        Assert.Equal(new WaysIn(true, portal.Portal.Clock.GetUtcNow()), await portal.WaysInAsync(SingleSignOnPortal.Administrator));
    }

    [Fact]
    public async Task LinkedPerson_IsKnownBySubject_WhateverTheirEmailIsNow()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        await portal.SignInAsync(portal.Browser());
        (portal.Provider.Person["email"], portal.Provider.Person["email_verified"]) = ("married@example.com", false);

        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));

        Assert.All(await portal.AuditAsync(AuditAct.SignedIn), e => Assert.Equal(SingleSignOnPortal.Administrator, e.About));
    }

    [Fact]
    public async Task Email_NotVerified_IsNeverLinked()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        portal.Provider.Person["email_verified"] = false;

        await portal.AssertRefusedAsync("email_unverified");
        portal.Provider.Person.Remove("email_verified");
        await portal.AssertRefusedAsync("email_unverified");
        // By one of two sources alone:
        (portal.Provider.Person["email_verified"], portal.Provider.UserInfo["email_verified"]) = (true, false);
        await portal.AssertRefusedAsync("email_unverified");
        portal.Provider.Person.Remove("email");
        await portal.AssertRefusedAsync("email_missing");
        Assert.Empty(await portal.AuditAsync(AuditAct.SingleSignOnLinked));
    }

    [Fact]
    public async Task Email_OfATrustedProvider_NeedsNoMark()
    {
        await using var portal = await SingleSignOnPortal.StartAsync(("SingleSignOn:TrustEmail", "true"));
        portal.Provider.Person.Remove("email_verified");

        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));
    }

    [Fact]
    public async Task EmailAndRole_OnlyInUserInfo_AreTakenFromThere()
    {
        await using var portal = await SingleSignOnPortal.StartAsync([("SingleSignOn:CreateAccounts", "true"), .. Roles]);
        portal.Provider.Person.Remove("email");
        portal.Provider.Person.Remove("email_verified");
        (portal.Provider.UserInfo["email"], portal.Provider.UserInfo["email_verified"]) = ("new@example.com", true);
        portal.Provider.UserInfo["roles"] = new[] { "others", "rs-responder" };

        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));

        Assert.Equal(AccountRole.Responder, (await portal.FindAsync("new@example.com"))?.Role);
    }

    [Fact]
    public async Task Unknown_WhereAccountsAreNotCreated_IsRefused()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        portal.Provider.Person["email"] = "new@example.com";

        await portal.AssertRefusedAsync("no_account");
        Assert.Null(await portal.FindAsync("new@example.com"));
    }

    [Fact]
    public async Task Unknown_WhereAccountsAreCreated_GetsTheMappedRole_AndNoneWithoutOne()
    {
        await using var portal = await SingleSignOnPortal.StartAsync([("SingleSignOn:CreateAccounts", "true"), .. Roles]);
        portal.Provider.Person["email"] = "new@example.com";
        portal.Provider.Person["roles"] = new[] { "others" };

        await portal.AssertRefusedAsync("no_role");
        Assert.Null(await portal.FindAsync("new@example.com"));

        portal.Provider.Person["roles"] = new[] { "rs-support", "rs-responder" };
        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));
        Assert.Equal(AccountRole.Responder, (await portal.FindAsync("new@example.com"))?.Role);
        // They have no password, and none opens their account.
        Assert.False((await portal.WaysInAsync("new@example.com")).Password);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Hosting.PortalFactory.LoginAsync(portal.Portal.Browser(), "new@example.com", "anything at all")).StatusCode);
    }

    [Fact]
    public async Task Role_FollowsTheClaimAtEachSignIn_AndEndsTheSessionsBefore()
    {
        await using var portal = await SingleSignOnPortal.StartAsync([("SingleSignOn:CreateAccounts", "true"), .. Roles]);
        (portal.Provider.Person["email"], portal.Provider.Person["roles"]) = ("new@example.com", "rs-admin");
        var before = portal.Browser();
        await portal.SignInAsync(before);
        portal.Provider.Person["roles"] = "rs-support";

        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));

        Assert.Equal(AccountRole.Support, (await portal.FindAsync("new@example.com"))?.Role);
        Assert.Equal(HttpStatusCode.Unauthorized, await before.StatusAsync());
        var entry = (await portal.AuditAsync(AuditAct.AccountRoleChanged)).Single();
        Assert.Equal(("single_sign_on", "new@example.com"), (entry.Actor, entry.About));
    }

    [Fact]
    public async Task Role_OfTheLastAdministrator_Stays()
    {
        await using var portal = await SingleSignOnPortal.StartAsync(Roles);
        portal.Provider.Person["roles"] = "rs-support";

        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));

        Assert.Equal(AccountRole.Administrator, (await portal.FindAsync(SingleSignOnPortal.Administrator))?.Role);
        Assert.Empty(await portal.AuditAsync(AuditAct.AccountRoleChanged));
    }

    [Fact]
    public async Task RequiredSecondFactor_IsTheProvidersMatter()
    {
        await using var portal = await SingleSignOnPortal.StartAsync(("Accounts:RequireSecondFactor", "Everybody"));
        var (bySso, byPassword) = (portal.Browser(), portal.Browser());

        await portal.SignInAsync(bySso);
        await byPassword.LoginAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (await bySso.StatusAsync(), await byPassword.StatusAsync()));
    }
}
