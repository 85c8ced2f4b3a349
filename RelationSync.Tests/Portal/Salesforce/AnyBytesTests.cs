using System.Text;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce;

/// <summary>Answers that were damaged at random: each is an answer or a failure of ours, never another exception.</summary>
public sealed class AnyBytesTests : IAsyncLifetime
{
    private const int Cases = 400;

    private static readonly string Write = Answers.Composite(Answers.Result(
        0,
        $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[]},{"success":false,"errors":[{"statusCode":"DUPLICATE_VALUE","message":"日本語 id: {{Samples.EventId(2)}}","fields":["X"]}]}]"""));

    private static readonly string Rows = Answers.Composite(Answers.Result(
        0,
        $$"""{"done":true,"records":[{"Id":"{{Answers.UserId}}","Email":"a\u3042@example.com","IsActive":true,"CreatedDate":"2026-05-01T01:23:45.000+0000","Profile":{"UserLicense":{"Name":"x"} } }]}"""));

    private const string Soap =
        """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><r xmlns="http://soap.sforce.com/2006/04/metadata"><result><records><fullName>EventType</fullName><standardValue><fullName>メール</fullName></standardValue></records></result></r></e:Body></e:Envelope>""";

    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Write_DamagedAnswer_GivesAnOutcomeForEachRecord()
    {
        var org = _fixture.Open();
        foreach (var body in Damaged(Write))
        {
            Answer(body, "application/json");

            var outcomes = await org.WriteAsync(Samples.Events(2), byMarker: true, 200, CancellationToken.None);

            Assert.Equal(2, outcomes.Count);
            Assert.All(outcomes, o => Assert.True(o.EventId is null != o.Failure is null));
        }
    }

    [Fact]
    public async Task LookUp_DamagedAnswer_IsAnAnswerOrAFailure()
    {
        var org = _fixture.Open();
        foreach (var body in Damaged(Rows))
        {
            Answer(body, "application/json");
            var e = await Record.ExceptionAsync(() => org.LookUpAsync(new LookUpQuestion { UserEmails = ["a@example.com"] }, CancellationToken.None));
            Assert.True(e is null or SalesforceException, e?.ToString());
        }
    }

    [Fact]
    public async Task AddTypes_DamagedAnswer_IsAnAnswerOrAFailure()
    {
        var org = _fixture.Open();
        foreach (var body in Damaged(Soap))
        {
            Answer(body, "text/xml");
            var outcome = await org.AddTypesAsync(["メール"], CancellationToken.None);
            Assert.True(outcome.Types is null != outcome.Failure is null);
        }
    }

    private void Answer(byte[] body, string type) => _fixture.Server.Answer = async (context, _) =>
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    };

    /// <summary>Bytes changed, cut out, doubled, or the end cut off; the seed is fixed, so that a failure comes again.</summary>
    private static IEnumerable<byte[]> Damaged(string text)
    {
#pragma warning disable CA5394 // Not for secrets.
        var random = new Random(20260501);
        for (var i = 0; i < Cases; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(text).ToList();
            for (var hits = random.Next(1, 6); hits > 0 && bytes.Count > 1; hits--)
            {
                var at = random.Next(bytes.Count);
                var length = random.Next(1, Math.Min(12, bytes.Count - at) + 1);
                switch (random.Next(5))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(at, length);
                        break;
                    case 2:
                        bytes.InsertRange(at, bytes.GetRange(at, length));
                        break;
                    case 3:
                        bytes[at] = (byte)"{}[]\",:0\\"[random.Next(9)];
                        break;
                    default:
                        bytes.RemoveRange(at, random.Next(10) == 0 ? bytes.Count - at : 0);
                        break;
                }
            }

            yield return [.. bytes];
        }
#pragma warning restore CA5394
    }
}
