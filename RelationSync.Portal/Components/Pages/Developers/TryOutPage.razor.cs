using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Components.Pages.Developers;

/// <summary>Sends what is typed to a test inbox, signed on the server, and shows the answer as it came.</summary>
public sealed partial class TryOutPage
{
    /// <summary>Within what a browser may send in one message.</summary>
    private const int LongestBody = 16_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<InboxName>? _inboxes;
    private long _inboxId;
    private string _body = "";
    private bool _isDryRun = true;
    private bool _sending;
    private CommandFault? _fault;
    private TryOutAnswer? _answer;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private ListInboxes Inboxes { get; set; } = null!;

    [Inject]
    private TryOut Try { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _body = Sample(Time.GetUtcNow());
        _inboxes = [.. (await Inboxes.RunAsync(CancellationToken.None)).Where(i => i.IsTest)];
        _inboxId = _inboxes.Count > 0 ? _inboxes[0].Id : 0;
    }

    private async Task SendAsync()
    {
        _sending = true;
        var outcome = await Try.RunAsync((await Viewer).User, _inboxId, _body, _isDryRun, CancellationToken.None);
        (_answer, _fault, _sending) = (outcome.Value, outcome.Fault, false);
    }

    private static string Pretty(string body)
    {
        try
        {
            return JsonNode.Parse(body)?.ToJsonString(Indented) ?? body;
        }
        catch (JsonException)
        {
            // Shown as it came.
            return body;
        }
    }

    private static string Sample(DateTimeOffset now) =>
        $$"""
        {
          "operations": [
            {
              "id": "try-{{now.ToUnixTimeSeconds()}}",
              "type": "message.sent",
              "channel": "mail",
              "activity_id": "try-{{now.ToUnixTimeSeconds()}}",
              "occurred_at": "{{now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}",
              "operator": { "email": "misaki.sato@example.com" },
              "data": { "subject": "お見積りの件", "body": "お世話になっております。", "to": ["大野 翼 <tsubasa.ono@example.com>"] }
            }
          ]
        }
        """;
}
