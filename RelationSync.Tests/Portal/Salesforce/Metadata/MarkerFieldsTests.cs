using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Salesforce;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Metadata;

[Trait("Rule", "R-D1")]
public sealed class MarkerFieldsTests : IAsyncLifetime
{
    private const string Marker = """{"name":"RelationSync_ActionId__c","externalId":true,"unique":true,"createable":true}""";

    private SalesforceFixture _fixture = null!;
    private bool _created;
    private bool _assigned;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Create_FieldThatIsThere_ChangesNothing()
    {
        Script(visible: () => true);

        Assert.Null(await CreateAsync());
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Create_FieldVisibleAtOnce_NeedsNoPermissionSet()
    {
        Script(visible: () => _created);

        Assert.Null(await CreateAsync());
        var field = XDocument.Parse(Assert.Single(_fixture.Server.To("/Soap/")).Body).Descendants().Single(e => e.Name.LocalName == "metadata");
        Assert.Equal(
            ["fullName=Activity.RelationSync_ActionId__c", "caseSensitive=false", "externalId=true", "label=RelationSync Action ID", "length=64", "type=Text", "unique=true"],
            field.Elements().Where(e => e.Name.LocalName != "description").Select(e => $"{e.Name.LocalName}={e.Value}"));
    }

    [Fact]
    public async Task Create_FieldVisibleToNobody_IsGivenToTheConnectingUser()
    {
        Script(visible: () => _assigned);

        Assert.Null(await CreateAsync());
        Assert.Contains("Task.RelationSync_ActionId__c", _fixture.Server.To("/Soap/").Last().Body, StringComparison.Ordinal);
        Assert.Contains(Answers.UserId, _fixture.Server.To("PermissionSetAssignment").Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_StillNotVisible_SaysSo()
    {
        Script(visible: () => false);

        Assert.Equal(OwnCodes.MarkerNotVisible, (await CreateAsync())!.Code);
    }

    [Fact]
    public async Task Create_Refused_SaysWhy()
    {
        Script(visible: () => false, refusal: "INSUFFICIENT_ACCESS");

        Assert.Equal("INSUFFICIENT_ACCESS", (await CreateAsync())!.Code);
    }

    private Task<RelationSync.Domain.Salesforce.SalesforceFailure?> CreateAsync() => _fixture.Get<IMarkerFields>().CreateAsync(
        _fixture.Store.Add(_fixture.Server.Url + "/acme"), Guid.NewGuid(), CancellationToken.None);

    private void Script(Func<bool> visible, string? refusal = null) => _fixture.Server.Answer = (context, request) =>
    {
        if (request.Path.Contains("/Soap/", StringComparison.Ordinal))
        {
            _created = true;
            context.Response.ContentType = "text/xml";
            var result = refusal is null ? "<success>true</success>" : $"<errors><statusCode>{refusal}</statusCode></errors><success>false</success>";
            return context.Response.WriteAsync(
                $"<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><createMetadataResponse xmlns=\"http://soap.sforce.com/2006/04/metadata\"><result>{result}</result></createMetadataResponse></e:Body></e:Envelope>");
        }

        if (request.Path.EndsWith("PermissionSetAssignment", StringComparison.Ordinal))
        {
            _assigned = true;
            return context.JsonAsync("""{"id":"0Pa5g000001AbCdAAK","success":true,"errors":[]}""", 201);
        }

        return context.JsonAsync(request.Path.Contains("/query", StringComparison.Ordinal)
            ? Answers.Rows("""{"Id":"0PS5g000001AbCdAAK"}""")
            : $$"""{"fields":[{"name":"Subject"}{{(visible() ? "," + Marker : "")}}]}""");
    };
}
