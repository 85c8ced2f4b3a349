using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>The entries of one kind, a page at a time, each with where its action stands now.</summary>
public sealed partial class ErrorEntries
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Errors, ChangeTopic.Actions];

    private ErrorLogFilter? _asked;
    private long? _before;

    [Parameter, EditorRequired]
    public required ErrorLogFilter Filter { get; set; }

    [Parameter, EditorRequired]
    public required ErrorGroupKey Key { get; set; }

    /// <summary>What the group says already: rows tell only what is otherwise.</summary>
    [Parameter]
    public string? Usual { get; set; }

    [Parameter]
    public bool CanRemedy { get; set; }

    [Parameter, EditorRequired]
    public required ErrorSelection Selection { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<Guid, RetryResult> Results { get; set; }

    /// <summary>The selection has changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private ListErrorEntries Query { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // The beginning moves with the clock; a tick or a push upstairs is no reason to read again.
        var asked = Filter with { From = default };
        if (asked == _asked)
        {
            return Task.CompletedTask;
        }

        (_asked, _before) = (asked, null);
        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Entries?> ReadAsync(CancellationToken cancellationToken) =>
        new(await Query.RunAsync(Filter, Key, _before, cancellationToken));

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private string Subject(ErrorEntry entry) =>
        entry.ActionId is null ? L["Errors_Entry_All"] : Subjects.Of(entry.Channel, entry.Subject);

    /// <summary>What came of a retry, as it stands now; null where this viewer tried none.</summary>
    private string? Result(ErrorEntry entry)
    {
        if (entry.ActionId is not { } action || !Results.TryGetValue(action, out var result))
        {
            return null;
        }

        return (result, entry.ActionStatus) switch
        {
            (RetryResult.Retried, ActionStatusCodes.Synced) => L["Errors_Result_Done"],
            (RetryResult.Retried, ActionStatusCodes.Failed) => L["Errors_Result_Again"],
            _ => L[$"Errors_Result_{result}"],
        };
    }

    private Task GoAsync(long? before)
    {
        _before = before;
        return ReloadAsync();
    }

    private Task Select(ErrorEntry entry)
    {
        Selection.Toggle(Key, entry);
        return OnChanged.InvokeAsync();
    }

    /// <summary>What was read.</summary>
    public sealed record Entries(Page<ErrorEntry> Page);
}
