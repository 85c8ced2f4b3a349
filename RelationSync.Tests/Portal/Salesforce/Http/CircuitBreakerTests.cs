using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Http;

public sealed class CircuitBreakerTests : IAsyncLifetime
{
    private static readonly LookUpQuestion Question = new() { UserEmails = ["a@example.com"] };

    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Circuit_OneOrgInTrouble_OpensForThatOrgOnly()
    {
        _fixture.Server.Answer = (context, request) => request.Path.StartsWith("/down", StringComparison.Ordinal)
            ? context.HtmlAsync(503)
            : context.JsonAsync(Answers.Composite(Answers.Result(0, Answers.Rows())));
        ISalesforceOrg down = _fixture.Open("/down"), well = _fixture.Open("/well");
        for (var i = 0; i < TransportSetup.CircuitThroughput; i++)
        {
            Assert.Equal("HTTP_503", await CodeAsync(down));
        }

        Assert.Equal(OwnCodes.CircuitOpen, await CodeAsync(down));
        Assert.Equal(TransportSetup.CircuitThroughput, _fixture.Server.To("/down").Count());
        Assert.Null(await CodeAsync(well));
        Assert.Equal(TransportSetup.CircuitThroughput, down.Calls);
    }

    [Fact]
    public async Task Circuit_OrgThatRefuses_StaysClosed()
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync("""[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"no"}]""", 403);
        var org = _fixture.Open();

        for (var i = 0; i < 3 * TransportSetup.CircuitThroughput; i++)
        {
            Assert.Equal("REQUEST_LIMIT_EXCEEDED", await CodeAsync(org));
        }
    }

    [Fact]
    public async Task Circuit_SoapFaults_StayClosed()
    {
        _fixture.Server.Answer = (context, _) =>
        {
            context.Response.StatusCode = 500;
            context.Response.ContentType = "text/xml; charset=utf-8";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response,
                """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>sf:INSUFFICIENT_ACCESS</faultcode><faultstring>no</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>""");
        };
        var org = _fixture.Open();

        for (var i = 0; i < 2 * TransportSetup.CircuitThroughput; i++)
        {
            var outcome = await org.AddTypesAsync(["メール"], CancellationToken.None);
            Assert.Equal(("INSUFFICIENT_ACCESS", FailureClass.Configuration), (outcome.Failure!.Code, outcome.Failure.Class));
        }
    }

    private static async Task<string?> CodeAsync(ISalesforceOrg org)
    {
        try
        {
            await org.LookUpAsync(Question, CancellationToken.None);
            return null;
        }
        catch (SalesforceException e)
        {
            return e.Failure.Code;
        }
    }
}
