using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Notifications;

namespace RelationSync.Portal.Components.Pages.Notifications;

/// <summary>Where notifications are posted to; a secret is shown once, when it is made.</summary>
public sealed partial class WebhooksCard
{
    private string _url = "";
    private bool _busy;
    private CommandFault? _fault;
    private NewWebhook? _shown;
    private Guid? _removing;
    private Guid? _tested;
    private DateTimeOffset _testedAt;
    private CommandFault? _testFault;

    [Parameter, EditorRequired]
    public required IReadOnlyList<WebhookView> Webhooks { get; set; }

    /// <summary>Where a test's outcome is found.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DeliveryView> Deliveries { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private ChangeWebhooks Change { get; set; } = null!;

    [Inject]
    private TestChannel Test { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string? UrlFault => _fault is { } fault && fault is not (CommandFault.NotAllowed or CommandFault.WebhookGone)
        ? CommandFaultTexts.Of(fault)
        : null;

    private IEnumerable<DeliveryView> Tests => Deliveries.Where(d => d.IsTest && d.WebhookId == _tested && d.CreatedAt >= _testedAt);

    private async Task AddAsync()
    {
        if (await MakeAsync(user => Change.AddAsync(user, _url, CancellationToken.None)))
        {
            _url = "";
        }
    }

    private async Task RotateAsync(Guid id) => await MakeAsync(user => Change.RotateAsync(user, id, CancellationToken.None));

    private async Task RemoveAsync(Guid id)
    {
        _fault = await Change.RemoveAsync((await Viewer).User, id, CancellationToken.None);
        _removing = null;
        await OnChanged.InvokeAsync();
    }

    private async Task TestAsync(Guid id)
    {
        (_tested, _testedAt) = (id, Time.GetUtcNow());
        _testFault = await Test.WebhookAsync((await Viewer).User, id, CancellationToken.None);
    }

    private async Task<bool> MakeAsync(Func<ClaimsPrincipal, Task<Outcome<NewWebhook>>> make)
    {
        _busy = true;
        var made = await make((await Viewer).User);
        (_fault, _shown, _busy) = (made.Fault, made.Value, false);
        await OnChanged.InvokeAsync();
        return made.Fault is null;
    }
}
