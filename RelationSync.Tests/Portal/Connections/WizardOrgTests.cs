using Microsoft.AspNetCore.Http;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;
using RelationSync.Tests.Portal.Salesforce.Support;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>What the wizard finds out of an org, and shows of an Event, without writing anything.</summary>
public sealed class WizardOrgTests : ConnectionsTests
{
    [Fact]
    public async Task Check_OrgThatAllowsEverything_TellsOfEachOnce()
    {
        var results = await CheckAsync(new OrgSettings { Name = "good", MarkerField = true });

        Assert.Equal(Enum.GetValues<CheckKind>(), results.Select(r => r.Kind));
        Assert.All(results, r => Assert.Equal(CheckState.Good, r.State));
    }

    [Fact]
    public async Task Check_OrgThatAllowsLittle_SaysWhatIsDifferent()
    {
        var results = await CheckAsync(new OrgSettings
        {
            Name = "little",
            SharedActivities = false,
            Licences = new LicenceSettings { SalesforceIntegration = 0 },
        });

        Assert.Equal(
            [
                (CheckKind.SharedActivities, CheckState.Notice, "Off"), (CheckKind.Marker, CheckState.Limited, "Missing"),
                (CheckKind.Licenses, CheckState.Notice, "None"),
            ],
            results.Where(r => r.State is not CheckState.Good).Select(r => (r.Kind, r.State, r.Text)));
    }

    [Fact]
    [Trait("Rule", "R-D2")]
    [Trait("Rule", "R-E3")]
    [Trait("Rule", "R-O2")]
    public async Task Check_UserWhoMayLittle_SaysForEachWhatIsDifferent()
    {
        var results = await CheckAsync(new OrgSettings
        {
            Name = "user",
            MarkerField = true,
            Sandbox = true,
            TypeRestricted = true,
            AdminPermissions = [],
            HiddenFields = ["WhatId"],
            CustomFields = [new CustomFieldSettings { Name = "Reason__c", Required = true }, new CustomFieldSettings { Name = "Note__c" }],
        });

        Assert.Equal(
            [
                (CheckKind.FieldAccess, CheckState.Limited, "Missing", "WhatId"), (CheckKind.RequiredFields, CheckState.Limited, "Custom", "Reason__c"),
                (CheckKind.Types, CheckState.Limited, "Refused", ""), (CheckKind.ViewAll, CheckState.Notice, "WithMarker", ""),
                (CheckKind.ModifyAll, CheckState.Notice, "No", ""), (CheckKind.ManageUsers, CheckState.Limited, "No", ""),
                (CheckKind.ModifyMetadata, CheckState.Limited, "No", ""), (CheckKind.Sandbox, CheckState.Notice, "Yes", ""),
            ],
            results.Where(r => r.State is not CheckState.Good).Select(r => (r.Kind, r.State, r.Text, r.Values.OfType<string>().FirstOrDefault() ?? "")));
    }

    [Fact]
    [Trait("Rule", "R-D2")]
    public async Task Check_WithoutMarkerAndWithoutViewAll_IsLimited()
    {
        var results = await CheckAsync(new OrgSettings { Name = "blind", AdminPermissions = ["ModifyMetadata"] });

        var viewAll = results.Single(r => r.Kind is CheckKind.ViewAll);
        Assert.Equal((CheckState.Limited, "No"), (viewAll.State, viewAll.Text));
    }

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task Check_WhatWasFound_IsKnownToAllAuthorisationsOfTheOrg()
    {
        var (own, _) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "shared", MarkerField = true, HiddenFields = ["WhatId"] });
        await Fixture.Get<CheckOrg>().RunAsync(own.Id, null, true, _ => Task.CompletedTask, default);
        var known = Fixture.Read(db => db.Authorizations.Single(a => a.Id == own.Id));
        var (same, another, elsewhere) = (Of(known.OrgId, known.UserId), Of(known.OrgId, "005000000000099AAA"), Of("00D000000000099AAA", "005000000000099AAA"));
        Array.ForEach([same, another, elsewhere], Fixture.Save);

        await Fixture.Get<CreateMarker>().RunAsync(Fixture.SignIn(), own.Id, default);
        Assert.Equal((null, null, null), (At(own), At(same), At(another)));
        Assert.NotNull(At(elsewhere));
        await Fixture.Get<CheckOrg>().RunAsync(own.Id, null, true, _ => Task.CompletedTask, default);

        var stored = StoredCapabilities.Read(Fixture.Read(db => db.Authorizations.Single(a => a.Id == same.Id)).CapabilitiesJson!)!;
        Assert.True(stored.MarkerField);
        Assert.Equal(["WhatId"], stored.Unwritable);
        Assert.NotNull(At(same));
        Assert.Null(At(another));

        DateTimeOffset? At(Authorization authorization) => Fixture.Read(db => db.Authorizations.Single(a => a.Id == authorization.Id)).CapabilitiesAt;
    }

    private Authorization Of(string? orgId, string? userId)
    {
        var row = Fixture.Authorization();
        (row.OrgId, row.UserId) = (orgId, userId);
        (row.CapabilitiesJson, row.CapabilitiesAt) = (
            StoredCapabilities.Write(new OrgCapabilities(orgId!, userId!, true, false, new HashSet<string>(), false)), DateTimeOffset.UnixEpoch);
        return row;
    }

    [Fact]
    public async Task Check_OrgNotReached_IsBlocked()
    {
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);
        List<CheckResult> results = [];

        await Fixture.Get<CheckOrg>().RunAsync(authorization.Id, null, false, r => Add(results, r), default);

        Assert.Equal([(CheckKind.Api, CheckState.Blocked, "Away", true)], results.Select(r => (r.Kind, r.State, r.Text, r.Passes)));
    }

    /// <summary>An address that Salesforce knows no org by: its own page, or that of whoever is there.</summary>
    [Theory]
    [InlineData("text/html", "<!doctype html><title>URL No Longer Exists</title>")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "")]
    public async Task Check_AddressOfNoOrg_SaysSoAndDoesNotPass(string type, string page)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = async (context, _) =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (404, type);
            await context.Response.WriteAsync(page);
        };
        var authorization = Fixture.Authorization($"{server.Url}/nowhere");
        Fixture.Save(authorization);
        List<CheckResult> results = [];

        await Fixture.Get<CheckOrg>().RunAsync(authorization.Id, null, false, r => Add(results, r), default);

        Assert.Equal([(CheckKind.Api, CheckState.Blocked, "NoOrg", false)], results.Select(r => (r.Kind, r.State, r.Text, r.Passes)));
        Assert.Equal(["HTTP_404"], results[0].Values);
    }

    [Fact]
    [Trait("Rule", "R-L1")]
    public async Task Check_OrgAtItsLimit_SpeaksOfTheLimit()
    {
        var result = Assert.Single(await CheckAsync(new OrgSettings { Name = "limit", DailyLimit = 0 }));

        Assert.Equal((CheckKind.Api, CheckState.Blocked, "Limit", true), (result.Kind, result.State, result.Text, result.Passes));
        Assert.Equal(["REQUEST_LIMIT_EXCEEDED"], result.Values);
    }

    [Fact]
    public async Task Check_LimitReachedOnTheWay_BlamesNoPermission()
    {
        var types = (await CheckAsync(new OrgSettings { Name = "nearly", DailyLimit = 1 })).Single(r => r.Kind is CheckKind.Types);

        Assert.Equal((CheckState.Notice, "Unknown"), (types.State, types.Text));
    }

    [Theory]
    [InlineData("yamada@aozora.example", TargetKind.Both, 1, false)]
    [InlineData("０４５－１２３－４５６７", TargetKind.Contact, 1, false)]
    [InlineData("kimura@soyokaze.example", TargetKind.Both, 0, true)]
    [InlineData("yamada@aozora.example", TargetKind.Lead, 0, false)]
    [InlineData("nobody@example.com", TargetKind.Both, 0, false)]
    public async Task Preview_Customer_HangsOnWhatTheRulesChoose(string customer, TargetKind targets, int contacts, bool lead)
    {
        var (authorization, _) = await Fixture.AuthorizeAsync();

        var preview = await Fixture.Get<PreviewEvent>().RunAsync(
            authorization.Id, targets, true, ContentBuilder.Tokyo, new SampleOperation("mail", "sato@example.com", customer, "件名", "本文"), default);

        Assert.Equal((contacts, lead), (preview.Contacts.Count, preview.Lead is not null));
        Assert.Equal(("【メール】件名", "sato@example.com.demo"), (preview.Draft.Subject, preview.Owner));
    }

    [Fact]
    public async Task Preview_NamesPeopleAndCompanies()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync();

        var contact = await PreviewAsync(authorization, "yamada@aozora.example");
        var lead = await PreviewAsync(authorization, "kimura@soyokaze.example");

        Assert.Equal(new RecordName("山田 太郎", "青空商事株式会社"), contact.Names[contact.Contacts[0].Id]);
        Assert.Equal("佐藤 花子", contact.Names[contact.OwnerId!].Name);
        Assert.StartsWith("青空商事株式会社", contact.Names[contact.OpportunityId!].Name, StringComparison.Ordinal);
        Assert.Equal(new RecordName("木村 直樹", "そよかぜ出版"), lead.Names[lead.Lead!.Id]);
    }

    [Theory]
    [InlineData(TargetKind.Contact, true, false)]
    [InlineData(TargetKind.Lead, false, true)]
    [InlineData(TargetKind.Both, true, true)]
    public async Task Customers_ChangedLast_AreProposed(TargetKind targets, bool contacts, bool leads)
    {
        var (authorization, _) = await Fixture.AuthorizeAsync();

        var proposed = await Fixture.Get<ListRecentCustomers>().RunAsync(authorization.Id, targets, default);

        Assert.Equal((contacts, leads), (proposed.Any(c => !c.IsLead), proposed.Any(c => c.IsLead)));
        Assert.All(proposed, c => Assert.NotNull(c.Called.Detail));
    }

    [Fact]
    public async Task Customers_OfAnOrgThatDoesNotAnswer_AreNone()
    {
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);

        Assert.Empty(await Fixture.Get<ListRecentCustomers>().RunAsync(authorization.Id, TargetKind.Both, default));
    }

    [Fact]
    public async Task Preview_AnyChannel_CanBeShown()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync();
        foreach (var channel in Channel.All)
        {
            var preview = await Fixture.Get<PreviewEvent>().RunAsync(
                authorization.Id, TargetKind.Both, true, ContentBuilder.Tokyo, new SampleOperation(channel.Code, "", "a@example.com", "件名", "本文"), default);

            Assert.Equal(channel.Label, preview.Draft.Type);
            Assert.Contains("本文", preview.Draft.Description, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("minatodo", "https://minatodo.my.salesforce.com")]
    [InlineData("minatodo--uat.sandbox.my.salesforce.com", "https://minatodo--uat.sandbox.my.salesforce.com")]
    [InlineData("https://minatodo.lightning.force.com/lightning/setup", "https://minatodo.my.salesforce.com")]
    [InlineData("https://login.salesforce.com/", "https://login.salesforce.com")]
    [InlineData("http://127.0.0.1:5081/demo", "http://127.0.0.1:5081/demo")]
    [InlineData("https://evil.example/login.salesforce.com", null)]
    [InlineData("https://salesforce.com.evil.example", null)]
    [InlineData("https://user@login.salesforce.com", null)]
    [InlineData("", null)]
    public void LoginAddress_IsSalesforcesOrNone(string text, string? expected) =>
        Assert.Equal(expected, Fixture.Get<LoginAddress>().Read(text));

    private Task<EventPreview> PreviewAsync(Authorization authorization, string customer) => Fixture.Get<PreviewEvent>().RunAsync(
        authorization.Id, TargetKind.Both, true, ContentBuilder.Tokyo, new SampleOperation("mail", "sato@example.com", customer, "件名", "本文"), default);

    private async Task<List<CheckResult>> CheckAsync(OrgSettings settings)
    {
        var (authorization, _) = await Fixture.AuthorizeAsync(settings);
        List<CheckResult> results = [];
        await Fixture.Get<CheckOrg>().RunAsync(authorization.Id, null, wantsMarker: true, r => Add(results, r), default);
        return results;
    }

    private static Task Add(List<CheckResult> results, CheckResult result)
    {
        results.Add(result);
        return Task.CompletedTask;
    }
}
