using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>What Salesforce would answer, as a start for what it would not.</summary>
internal static class SalesforceBodies
{
    public const string OrgId = "00D5g000004AbCdEAK";
    public const string UserId = "0055g000001AbCdAAK";

    private const string Row =
        """{"attributes":{"type":"Contact","url":"/x"},"Id":"0035g000001AbCdAAK","Email":"a@example.com","Phone":"03-1234-5678","CreatedDate":"2026-05-01T01:23:45.000+0000","Username":"a@example.com","IsActive":true,"UserType":"Standard","Profile":{"UserLicense":{"Name":"Salesforce"} },"OpportunityId":"0065g000001AbCdAAK","ContactId":"0035g000001AbCdAAK","IsPrimary":true,"Opportunity":{"LastModifiedDate":"2026-05-01T01:23:45.000+0000"},"Subject":"s","StartDateTime":"2026-05-01T01:23:45.000+0000","EndDateTime":"2026-05-01T01:23:45.000+0000","Description":"d","RelationSync_ActionId__c":"00000000-0000-0000-0000-000000000001","Name":"Salesforce API Only System Integrations"}""";

    private const string Saved =
        """[{"id":"00U5g0000000001AAA","success":true,"errors":[],"created":true},{"success":false,"errors":[{"statusCode":"DUPLICATE_VALUE","message":"duplicates value on record with id: 00U5g00000ABCDE","fields":["X"]}]}]""";

    private const string Event =
        """{"name":"Event","fields":[{"name":"Type","type":"picklist","restrictedPicklist":false,"picklistValues":[{"active":true,"value":"Call"},{"active":true,"value":"メール"}]},{"name":"EventWhoIds","createable":true},{"name":"RelationSync_ActionId__c","externalId":true,"unique":true,"createable":true,"updateable":true}]}""";

    private static readonly string Errors =
        """[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"},{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"x","fields":["a"]}]""";

    private static readonly string[] Codes =
    [
        "INVALID_SESSION_ID", "REQUEST_LIMIT_EXCEEDED", "UNABLE_TO_LOCK_ROW", "INVALID_FIELD", "MALFORMED_QUERY", "QUERY_TOO_COMPLICATED", "SERVER_UNAVAILABLE", "invalid_grant",
        "DUPLICATE_VALUE", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "LICENSE_LIMIT_EXCEEDED", "ENTITY_IS_DELETED", "", "\u0000", "長",
    ];

    public static JsonNode Token(string url) => new JsonObject
    {
        ["access_token"] = "00D!AQ.token",
        ["refresh_token"] = "5Aep.refresh",
        ["instance_url"] = url,
        ["id"] = $"{url}/id/{OrgId}/{UserId}",
        ["token_type"] = "Bearer",
        ["scope"] = "api refresh_token",
    };

    public static JsonNode Identity => Parse($$"""{"organization_id":"{{OrgId}}","user_id":"{{UserId}}","preferred_username":"a@example.com","email":"a@example.com","name":"佐藤"}""");

    public static JsonNode Description => Parse(Event);

    public static JsonNode Rows => Parse($$"""{"totalSize":2,"done":true,"records":[{{Row}},{{Row}}]}""");

    public static JsonNode Composite(Random random) => Parse(
        $$"""{"compositeResponse":[{{string.Join(',', Enumerable.Range(0, 5).Select(i => $$"""{"body":{{Part(random)}},"httpHeaders":{},"httpStatusCode":{{(random.Next(4) == 0 ? 400 : 200)}},"referenceId":"r{{i}}"}"""))}}]}""");

    public static JsonNode Refusal(Random random)
    {
        var errors = Parse(Errors);
        errors[0]!["errorCode"] = Codes[random.Next(Codes.Length)];
        return random.Next(4) == 0 ? new JsonObject { ["error"] = Codes[random.Next(Codes.Length)], ["error_description"] = "expired authorization code" } : errors;
    }

    public static string Soap(Random random) => random.Next(4) switch
    {
        0 => Envelope("""<e:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>INVALID_SESSION_ID: x</faultstring></e:Fault>"""),
        1 => Envelope("""<r xmlns="http://soap.sforce.com/2006/04/metadata"><result><errors><message>no</message><statusCode>INSUFFICIENT_ACCESS</statusCode></errors><success>false</success></result></r>"""),
        2 => Envelope("""<r xmlns="http://soap.sforce.com/2006/04/metadata"><result><success>true</success></result></r>"""),
        _ => Envelope($"""<r xmlns="http://soap.sforce.com/2006/04/metadata"><result><records><fullName>EventType</fullName><standardValue><fullName>{(random.Next(2) == 0 ? "メール" : "Call")}</fullName><default>false</default><isActive>{(random.Next(3) > 0 ? "true" : "false")}</isActive></standardValue></records></result></r>"""),
    };

    /// <summary>XML that has broken readers: entities in entities, a file from outside, a hundred thousand levels, a million elements.</summary>
    public static string XmlBomb(Random random) => random.Next(5) switch
    {
        0 => """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;">]><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">&d;</e:Envelope>""",
        1 => """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>&x;</e:Body></e:Envelope>""",
        2 => Envelope($"""<r xmlns="http://soap.sforce.com/2006/04/metadata"><result><records><standardValue><fullName>x</fullName>{string.Concat(Enumerable.Repeat("<a>", 100_000))}{string.Concat(Enumerable.Repeat("</a>", 100_000))}</standardValue></records></result></r>"""),
        3 => Envelope(string.Concat(Enumerable.Repeat("<a/>", 1_000_000))),
        _ => Envelope($"""<r {string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"a{i}=''"))}/>"""),
    };

    private static string Part(Random random) => random.Next(5) switch
    {
        0 => Saved,
        1 => """{"id":"0055g000001AbCdAAK","success":true,"errors":[]}""",
        2 => """[{"errorCode":"MALFORMED_QUERY","message":"x"}]""",
        _ => $$"""{"totalSize":1,"done":{{(random.Next(5) == 0 ? "false" : "true")}},"nextRecordsUrl":"/services/data/v67.0/query/01g-2000","records":[{{Row}}]}""",
    };

    private static string Envelope(string body) => $"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{body}</e:Body></e:Envelope>""";

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
