using System.Text.Json;
using System.Xml.Linq;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Metadata;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>Gives any bytes to each reader of Salesforce's answers: each makes a value, nothing, or a typed failure of them.</summary>
internal static class AnswerReading
{
    private static readonly SalesforceUrl Url =
        SalesforceUrl.TryParse("https://acme.my.salesforce.com", false, out var url) ? url : throw new InvalidOperationException("no URL");

    private static readonly AccessToken Token = new("token", Url, "00D5g0000000001EAA", "0055g0000000001AAA", 1);

    private static readonly string[] Entities =
    [
        LookUpQueries.UserObject, LookUpQueries.ContactObject, LookUpQueries.LeadObject, LookUpQueries.RoleObject, LookUpQueries.EventObject,
        LookUpQueries.PermissionObject,
    ];

    private static readonly Func<JsonElement, string?>[] Readers =
    [
        OfToken,
        json => TokenAnswers.Identity(json) is { } identity && !SalesforceId.IsValid(identity.UserId) ? "a user without an id" : null,
        json => EventDescription.Read(json, Token).Types is null ? "no types" : null,
        OfRows,
    ];

    public static string? Of(byte[] body)
    {
        if (ErrorBodies.MostSevere(body) is { } error && Limits.OfText(error.Message, SafeText.MaxLength, 1) is { } message)
        {
            return $"an error's message {message}";
        }

        return (SoapXml.Parse(body) is { } document ? OfDocument(document) : null)
            ?? Readers.Select(read => OfJson(body, read)).FirstOrDefault(w => w is not null);
    }

    /// <summary>The client makes typed failures of these exceptions, and of no others.</summary>
    private static string? OfJson(byte[] body, Func<JsonElement, string?> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or SalesforceException)
        {
            return null;
        }
    }

    private static string? OfToken(JsonElement json) =>
        TokenAnswers.Token(json, _ => Url) is { } token && !(SalesforceId.IsValid(token.OrgId) && SalesforceId.IsValid(token.UserId))
            ? "a token of an org or user without an id"
            : null;

    private static string? OfRows(JsonElement json)
    {
        LookUpRows rows = new();
        foreach (var entity in Entities)
        {
            rows.Add(entity, json);
        }

        return rows.ToAnswer().Events.All(e => SalesforceId.IsValid(e.Id)) ? null : "an Event without an id";
    }

    private static string? OfDocument(XDocument document)
    {
        SoapFault.Read(document);
        StandardValueSet values = new(document.Root!);
        var more = new StandardValueSet(values.With(["メール"]));
        return more.Active.Contains("メール") ? null : "a label that was added isn't there";
    }
}
