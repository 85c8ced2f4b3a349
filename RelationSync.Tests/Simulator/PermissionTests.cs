namespace RelationSync.Tests.Simulator;

/// <summary>What the connecting user may do, and what it is told of that.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed class PermissionTests(SimulatorFixture simulator)
{
    private const string Asked = "SELECT PermissionsViewAllData, PermissionsModifyAllData, PermissionsManageUsers, PermissionsModifyMetadata FROM UserPermissionAccess";
    private static readonly string[] ViewAllData = ["ViewAllData"];

    [Fact]
    public async Task UserPermissionAccess_TellsTheCallersOwn()
    {
        var all = await simulator.CreateOrgAsync();
        var few = await simulator.CreateOrgAsync(new { admin_permissions = ViewAllData });
        var noMetadata = await simulator.CreateOrgAsync(new { metadata_permission = false });

        var everything = (await all.QueryAsync(Asked)).Json["records"]!.AsArray();
        var some = (await few.QueryAsync(Asked)).Json["records"]![0]!;

        Assert.True((bool)Assert.Single(everything)!["PermissionsManageUsers"]!);
        Assert.True((bool)some["PermissionsViewAllData"]!);
        Assert.False((bool)some["PermissionsModifyAllData"]!);
        Assert.False((bool)some["PermissionsManageUsers"]!);
        Assert.False((bool)some["PermissionsModifyMetadata"]!);
        Assert.False((bool)(await noMetadata.QueryAsync(Asked)).Json["records"]![0]!["PermissionsModifyMetadata"]!);
    }

    [Fact]
    public async Task UserPermissionAccess_OfAnUnknownPermission_IsNoColumn()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await org.QueryAsync("SELECT PermissionsFly FROM UserPermissionAccess");

        Assert.Equal(400, answer.Status);
        Assert.Equal("INVALID_FIELD", answer.Error);
        Assert.Contains("No such column 'PermissionsFly'", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutManageUsers_NoUserIsMadeOrChanged()
    {
        var org = await simulator.CreateOrgAsync(new { admin_permissions = ViewAllData });
        var refs = await org.AddAsync("""{"User":[{"@ref":"u","Username":"u@permissions.example"}]}""");
        var profile = (string)(await org.QueryAsync("SELECT Id FROM Profile LIMIT 1")).Json["records"]![0]!["Id"]!;

        var made = await org.PostAsync("/sobjects/User", new { Username = "new@permissions.example", LastName = "n", Email = "n@permissions.example", Alias = "n", TimeZoneSidKey = "Asia/Tokyo", LocaleSidKey = "ja_JP", EmailEncodingKey = "UTF-8", LanguageLocaleKey = "ja", ProfileId = profile });
        var changed = await org.SendAsync("PATCH", SimulatedOrg.Data + "/sobjects/User/" + refs["u"], new { Title = "x" });
        var own = await org.SendAsync("PATCH", SimulatedOrg.Data + "/sobjects/User/" + org.AdminId, new { Title = "x" });

        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", made.Error);
        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", changed.Error);
        Assert.Equal(204, own.Status);
    }

    [Fact]
    public async Task WithoutModifyMetadata_MetadataCallsAreFaults()
    {
        var org = await simulator.CreateOrgAsync(new { admin_permissions = ViewAllData });

        var answer = await org.SoapAsync("<readMetadata><type>StandardValueSet</type><fullNames>EventType</fullNames></readMetadata>");

        Assert.Equal(500, answer.Status);
        Assert.Contains(":INSUFFICIENT_ACCESS<", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAddEvents_AnEventForAnotherIsRefused_WithoutAField()
    {
        var org = await simulator.CreateOrgAsync(new { marker_field = true, admin_permissions = ViewAllData });
        var refs = await org.AddAsync("""{"User":[{"@ref":"u","Username":"u@calendar.example"}],"Contact":[{"@ref":"c","LastName":"c"}]}""");

        var made = await org.CreateAsync(SimulatedOrg.Event(new { OwnerId = refs["u"], WhoId = refs["c"] }));
        var upserted = await org.UpsertAsync(SimulatedOrg.Event(new { RelationSync_ActionId__c = "m", OwnerId = refs["u"] }));
        var own = await org.CreateAsync(SimulatedOrg.Event(new { OwnerId = org.AdminId }));
        var given = await org.SendAsync("PATCH", $"{SimulatedOrg.Data}/sobjects/Event/{(string)own.Json[0]!["id"]!}", new { OwnerId = refs["u"] });

        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", made.Error);
        Assert.Empty(made.ErrorFields);
        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", upserted.Error);
        Assert.Equal("INSUFFICIENT_ACCESS_OR_READONLY", given.Error);
        Assert.Single(await org.EventsAsync());
    }
}
