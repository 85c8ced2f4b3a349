namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class UserTests(SimulatorFixture simulator)
{
    private const string IntegrationProfile = "Minimum Access - API Only Integrations";

    [Fact]
    public async Task User_OnTheIntegrationLicence_TakesOneUntilNoneIsLeft()
    {
        var org = await simulator.CreateOrgAsync(new { licences = new { salesforce_integration = 1 } });
        var profile = await ProfileAsync(org);

        var first = await CreateAsync(org, profile, $"a@{org.Name}.example");
        var used = await org.QueryAsync("SELECT TotalLicenses, UsedLicenses FROM UserLicense WHERE Name = 'Salesforce Integration'");
        var second = await CreateAsync(org, profile, $"b@{org.Name}.example");
        await org.SendAsync("PATCH", $"{SimulatedOrg.Data}/sobjects/User/{first.Json["id"]}", new { IsActive = false });
        var third = await CreateAsync(org, profile, $"c@{org.Name}.example");

        Assert.Equal(201, first.Status);
        Assert.Equal(1, (int)used.Json["records"]![0]!["UsedLicenses"]!);
        Assert.Equal((400, "LICENSE_LIMIT_EXCEEDED"), (second.Status, second.Error));
        Assert.Equal(201, third.Status);
    }

    [Fact]
    public async Task Username_IsUniqueOverAllOrgs()
    {
        var one = await simulator.CreateOrgAsync();
        var other = await simulator.CreateOrgAsync();
        await CreateAsync(one, await ProfileAsync(one), "everywhere@users.example");

        var answer = await CreateAsync(other, await ProfileAsync(other), "Everywhere@users.example");

        Assert.Equal("DUPLICATE_USERNAME", answer.Error);
    }

    [Theory]
    [InlineData("Username")]
    [InlineData("LastName")]
    [InlineData("Email")]
    [InlineData("Alias")]
    [InlineData("TimeZoneSidKey")]
    [InlineData("LocaleSidKey")]
    [InlineData("EmailEncodingKey")]
    [InlineData("LanguageLocaleKey")]
    [InlineData("ProfileId")]
    public async Task User_WithoutARequiredField_IsRefused(string missing)
    {
        var org = await simulator.CreateOrgAsync();
        var fields = Fields(await ProfileAsync(org), $"x@{org.Name}.example");
        fields.Remove(missing);

        var answer = await org.PostAsync("/sobjects/User", fields);

        Assert.Equal("REQUIRED_FIELD_MISSING", answer.Error);
        Assert.Equal(missing, (string)answer.Json[0]!["fields"]![0]!);
    }

    [Fact]
    public async Task User_OnceMade_IsFoundByTheLicenceOfTheirProfile()
    {
        var org = await simulator.CreateOrgAsync();
        await CreateAsync(org, await ProfileAsync(org), $"new@{org.Name}.example");

        var answer = await org.QueryAsync($"SELECT Id FROM User WHERE Email = 'NEW@{org.Name}.example' AND IsActive = true AND Profile.UserLicense.Name = 'Salesforce Integration'");

        Assert.Equal(1, answer.TotalSize);
    }

    [Fact]
    public async Task User_TogetherWithAnEvent_IsMixedDml()
    {
        var org = await simulator.CreateOrgAsync();
        var user = Fields(await ProfileAsync(org), $"m@{org.Name}.example");
        user["attributes"] = new { type = "User" };

        var answer = await org.CreateAsync(SimulatedOrg.Event(), user);

        Assert.Equal("MIXED_DML_OPERATION", (string)answer.Json[1]!["errors"]![0]!["statusCode"]!);
    }

    [Fact]
    public async Task User_Deleted_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Equal(400, (await org.SendAsync("DELETE", $"{SimulatedOrg.Data}/sobjects/User/{org.AdminId}")).Status);
    }

    private static async Task<string> ProfileAsync(SimulatedOrg org) =>
        (string)(await org.QueryAsync($"SELECT Id FROM Profile WHERE Name = '{IntegrationProfile}'")).Json["records"]![0]!["Id"]!;

    private static Task<Answer> CreateAsync(SimulatedOrg org, string profile, string username) => org.PostAsync("/sobjects/User", Fields(profile, username));

    private static Dictionary<string, object> Fields(string profile, string username) => new()
    {
        ["Username"] = username,
        ["LastName"] = "新",
        ["Email"] = username,
        ["Alias"] = "new",
        ["TimeZoneSidKey"] = "Asia/Tokyo",
        ["LocaleSidKey"] = "ja_JP",
        ["EmailEncodingKey"] = "UTF-8",
        ["LanguageLocaleKey"] = "ja",
        ["ProfileId"] = profile,
    };
}
