using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Metadata;

[Trait("Rule", "R-M5")]
public sealed class EventTypesTests : IAsyncLifetime
{
    private static readonly XNamespace Metadata = "http://soap.sforce.com/2006/04/metadata";

    private readonly Lock _gate = new();
    private SalesforceFixture _fixture = null!;

    /// <summary>The picklist as the org has it: the children of its value set.</summary>
    private string _values = Value("Call") + Value("Meeting", "<color>#fff</color><isActive>true</isActive>");

    /// <summary>A value that the description of Event has, or none.</summary>
    private string? _described;

    private int _updatesUnderWay;
    private bool _overlapped;

    public async Task InitializeAsync()
    {
        _fixture = await SalesforceFixture.StartAsync();
        _fixture.Server.Answer = AnswerAsync;
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Add_MissingLabels_KeepsAllThatWasReadAndReadsAgain()
    {
        var outcome = await _fixture.Open().AddTypesAsync(["メール", "call", "SMS"], CancellationToken.None);

        Assert.Null(outcome.Failure);
        Assert.Equal(["Call", "Meeting", "メール", "SMS"], outcome.Types!);
        Assert.Equal(["readMetadata", "updateMetadata", "readMetadata"], _fixture.Server.Requests.Select(Operation));
        Assert.All(_fixture.Server.Requests, r => Assert.Contains("<sessionId>token-1</sessionId>", r.Body, StringComparison.Ordinal));
        var sent = Sent().Single();
        Assert.Equal("StandardValueSet", (string?)sent.Attribute(XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance")));
        Assert.Equal(
            ["fullName=EventType", "groupingStringEnum=g", "sorted=false", "standardValue=CallfalseCall", "standardValue=MeetingfalseMeeting#ffftrue",
             "standardValue=メールfalseメール", "standardValue=SMSfalseSMS"],
            sent.Elements().Select(e => $"{e.Name.LocalName}={e.Value}"));
    }

    [Fact]
    public async Task Add_AllThere_ChangesNothing()
    {
        var outcome = await _fixture.Open().AddTypesAsync(["CALL"], CancellationToken.None);

        Assert.Equal(["Call", "Meeting"], outcome.Types!);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Add_LabelThatIsInactive_IsMadeActive()
    {
        _values += Value("メール", "<isActive>false</isActive>");

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Contains("メール", outcome.Types!);
        Assert.Equal(3, Sent().Single().Elements(Metadata + "standardValue").Count());
    }

    [Fact]
    public async Task Add_ManyAtOnce_GoOneAtATimeAndLoseNothing()
    {
        string[] labels = ["メール", "SMS", "応対メモ", "通話メモ", "LINE", "R-Messe", "Yahoo!", "Chatplus"];

        await Task.WhenAll(labels.Select(l => _fixture.Open().AddTypesAsync([l], CancellationToken.None)));

        Assert.False(_overlapped);
        var last = await _fixture.Open().AddTypesAsync(labels, CancellationToken.None);
        Assert.Equal(["Call", "Meeting", .. labels.Order(StringComparer.Ordinal)], last.Types!.Take(2).Concat(last.Types!.Skip(2).Order(StringComparer.Ordinal)));
        Assert.Equal(labels.Length, Sent().Count());
    }

    [Fact]
    public async Task Add_TurnLostToAnotherProcess_SendsNoListThatMayLackItsValues()
    {
        await using var fixture = await SalesforceFixture.StartAsync(configure: s => s.AddSingleton<INamedLeases, LostLeases>());
        fixture.Server.Answer = AnswerAsync;

        var outcome = await fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal((OwnCodes.TurnLost, FailureClass.TransientCall), (outcome.Failure!.Code, outcome.Failure.Class));
        Assert.Equal(["readMetadata"], fixture.Server.Requests.Select(Operation));
    }

    [Fact]
    public async Task Add_Refused_SaysWhyAndIsNotRepeated()
    {
        var read = Read();
        _fixture.Server.Answer = (context, request) => Operation(request) == "readMetadata" ? SoapAsync(context, read) : SoapAsync(
            context, "<updateMetadataResponse><result><errors><message>no</message><statusCode>INSUFFICIENT_ACCESS</statusCode></errors><fullName>EventType</fullName><success>false</success></result></updateMetadataResponse>");

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal((FailureClass.Configuration, "INSUFFICIENT_ACCESS", "no"), (outcome.Failure!.Class, outcome.Failure.Code, outcome.Failure.Message));
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Add_AnswerLost_IsReadAgainNotRepeated()
    {
        _fixture.Server.Answer = async (context, request) =>
        {
            if (Operation(request) == "updateMetadata")
            {
                Store(request);
                await context.DropAsync();
                return;
            }

            await SoapAsync(context, Read());
        };

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Contains("メール", outcome.Types!);
        Assert.Single(Sent());
    }

    [Fact]
    public async Task Add_NothingCanBeReadThoughEventHasValues_WritesNothing()
    {
        _values = "";
        _described = "Call";

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal((OwnCodes.EmptyValueSet, FailureClass.Configuration), (outcome.Failure!.Code, outcome.Failure.Class));
        Assert.Empty(Sent());
    }

    [Fact]
    public async Task Add_NoSetIsThere_WritesNothing()
    {
        _fixture.Server.Answer = (context, _) => SoapAsync(context, "<readMetadataResponse><result><records xsi:nil=\"true\"/></result></readMetadataResponse>");

        Assert.Equal(OwnCodes.EmptyValueSet, (await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None)).Failure!.Code);
        Assert.Empty(Sent());
    }

    [Fact]
    public async Task Add_PicklistWithoutAnyValue_GetsTheLabel()
    {
        _values = "";

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal(["メール"], outcome.Types!);
        Assert.Equal(["fullName", "groupingStringEnum", "sorted", "standardValue"], Sent().Single().Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task Add_AcceptedButNotThere_IsAFailure()
    {
        var read = Read();
        _fixture.Server.Answer = (context, request) => SoapAsync(context, Operation(request) == "readMetadata" ? read : Done());

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal(OwnCodes.TypesNotAdded, outcome.Failure!.Code);
    }

    [Fact]
    public async Task Add_SessionRunOut_IsRenewedOnce()
    {
        _fixture.Server.Answer = (context, request) =>
            request.Path.EndsWith("/token", StringComparison.Ordinal) ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2")
            : request.Body.Contains("token-2", StringComparison.Ordinal) ? AnswerAsync(context, request)
            : SoapAsync(context, "<f:Fault xmlns:f=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode xmlns=\"\">sf:INVALID_SESSION_ID</faultcode><faultstring xmlns=\"\">INVALID_SESSION_ID: Invalid Session ID found</faultstring></f:Fault>", 500);

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Contains("メール", outcome.Types!);
        Assert.Single(_fixture.Server.To("/token"));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>")]
    [InlineData("<x>")]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("<x/>")]
    public async Task Add_AnswerOfAnotherShape_IsAFailure(string body)
    {
        _fixture.Server.Answer = (context, _) =>
        {
            context.Response.ContentType = "text/xml";
            return context.Response.WriteAsync(body);
        };

        Assert.Equal(OwnCodes.InvalidResponse, (await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None)).Failure!.Code);
    }

    private sealed class LostLeases : INamedLeases, INamedLease
    {
        public CancellationToken Lost => new(canceled: true);

        public Task<INamedLease> HoldAsync(string kind, string key, CancellationToken cancellationToken)
        {
            Assert.Equal((LeaseKinds.Picklist, Answers.OrgId), (kind, key));
            return Task.FromResult<INamedLease>(this);
        }

        public Task<INamedLease?> TryHoldAsync(string kind, string key, CancellationToken cancellationToken) => Task.FromResult<INamedLease?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static string Value(string name, string more = "") =>
        $"<standardValue><fullName>{name}</fullName><default>false</default><label>{name}</label>{more}</standardValue>";

    private static string Operation(ReceivedRequest request) => XDocument.Parse(request.Body).Root!.Elements().Last().Elements().Single().Name.LocalName;

    private static string Done() => "<updateMetadataResponse><result><fullName>EventType</fullName><success>true</success></result></updateMetadataResponse>";

    private static Task SoapAsync(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml; charset=utf-8";
        return context.Response.WriteAsync(
            $"<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"{Metadata}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>");
    }

    private IEnumerable<XElement> Sent() =>
        _fixture.Server.Requests.Where(r => r.Path.Contains("/Soap/", StringComparison.Ordinal)).SelectMany(r => XDocument.Parse(r.Body).Descendants(Metadata + "metadata"));

    private string Read() =>
        $"<readMetadataResponse><result><records xsi:type=\"StandardValueSet\"><fullName>EventType</fullName><groupingStringEnum>g</groupingStringEnum><sorted>false</sorted>{_values}</records></result></readMetadataResponse>";

    private void Store(ReceivedRequest request) => _values = string.Concat(
        XDocument.Parse(request.Body).Descendants(Metadata + "standardValue").Select(v => v.ToString(SaveOptions.DisableFormatting)));

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (request.Path.EndsWith("/describe", StringComparison.Ordinal))
        {
            var values = _described is null ? "" : $"{{\"value\":\"{_described}\",\"active\":true}}";
            await context.Response.WriteAsync($"{{\"fields\":[{{\"name\":\"Type\",\"picklistValues\":[{values}]}}]}}");
            return;
        }

        if (Operation(request) == "readMetadata")
        {
            await SoapAsync(context, Read());
            return;
        }

        _overlapped |= Interlocked.Increment(ref _updatesUnderWay) > 1;
        await Task.Delay(10);
        lock (_gate)
        {
            Store(request);
        }

        Interlocked.Decrement(ref _updatesUnderWay);
        await SoapAsync(context, Done());
    }
}
