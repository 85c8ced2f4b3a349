using System.Text.Json;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Metadata;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>Salesforce's answers, read by each reader that could get them: a value, nothing, or a typed failure.</summary>
internal static class AnswerReading
{
    private static readonly SalesforceUrl Url = SalesforceUrl.TryParse("https://acme.my.salesforce.com", false, out var url) ? url : throw new InvalidOperationException("no URL");
    private static readonly AccessToken Token = new("token", Url, "00D5g0000000001EAA", "0055g0000000001AAA", 1);

    public static string? Of(byte[] body)
    {
        ErrorBodies.MostSevere(body);
        SoapXml.Parse(body);
        try
        {
            using var json = JsonDocument.Parse(body);
            TokenAnswers.Identity(json.RootElement);
            if (TokenAnswers.Token(json.RootElement, _ => Url) is { } token && !(SalesforceId.IsValid(token.OrgId) && SalesforceId.IsValid(token.UserId)))
            {
                return "a token of an org or user without an id";
            }

            return EventDescription.Read(json.RootElement, Token).Types is null ? "no types" : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (SalesforceException)
        {
            // A typed failure: what is wanted.
            return null;
        }
    }
}
