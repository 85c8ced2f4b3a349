using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>A command line that posts one signed operation to an inbox: bash, openssl and curl, on Linux and macOS.</summary>
public static class CurlSample
{
    /// <summary>What stands for a secret that isn't shown any more.</summary>
    public const string HiddenSecret = "whsec_…";

    /// <summary>A request of the log, to be sent again: its body is with the sender, and so is all that is secret.</summary>
    public static string Repeat(Uri address, IntakeRequestKind kind) =>
        $$"""
        curl -sS '{{address.AbsoluteUri}}{{(kind is IntakeRequestKind.DryRun ? "?dry_run=true" : "")}}' -H 'content-type: application/json' -H "webhook-id: $id" -H "webhook-timestamp: $ts" -H "webhook-signature: $signature" --data @body.json
        """;

    public static string For(Uri address, string secret) =>
        $$$"""
        secret='{{{secret}}}'
        url='{{{address.AbsoluteUri}}}'
        id="sample_$(date +%s)_$RANDOM"
        ts=$(date +%s)
        body='{"operations":[{"id":"'$id'","type":"message.sent","channel":"mail","activity_id":"'$id'","occurred_at":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","operator":{"email":"sato@example.com"},"data":{"subject":"RelationSync test","body":"Hello","to":["yamada@aozora.example"]}}]}'
        key=$(printf %s "${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
        sig=$(printf %s "$id.$ts.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -binary | openssl base64 -A)
        curl -sS "$url" -H 'content-type: application/json' -H "webhook-id: $id" -H "webhook-timestamp: $ts" -H "webhook-signature: v1,$sig" --data-binary "$body"
        """;
}
