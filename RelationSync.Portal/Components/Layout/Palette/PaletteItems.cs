using System.Security.Claims;
using Microsoft.Extensions.Localization;
using MudBlazor;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Common;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Access;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Connections;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Layout.Palette;

/// <summary>What the palette offers: pages, inboxes, actions, and the commands that the person may run.</summary>
internal sealed class PaletteItems(
    LiveFigures figures,
    BrowseInboxes inboxes,
    BrowseActions actions,
    PauseConnection pausing,
    RetryActions retrying,
    IStringLocalizer<LayoutTexts> texts,
    IStringLocalizer<SharedTexts> shared,
    IStringLocalizer<ErrorsTexts> errors)
{
    private const int MostActions = 5;
    private const int MostOfAGroup = 6;

    /// <summary>Those that fit what was typed; of nothing typed, the pages and what needs somebody.</summary>
    public async Task<IReadOnlyList<PaletteItem>> FindAsync(ClaimsPrincipal user, string typed, CancellationToken cancellationToken)
    {
        var search = CompatibleText.Of(typed.Trim());
        var view = await figures.GetAsync(cancellationToken);
        List<PaletteItem> all = [.. Inboxes(view, await inboxes.RunAsync(cancellationToken), search.Length == 0), .. Commands(user, view), .. Pages(user)];
        var fitting = all.Where(i => search.Length == 0 ? i.Run is null : Fits(i, search)).GroupBy(i => i.Group).SelectMany(g => g.Take(MostOfAGroup));
        return [.. fitting, .. await ActionsAsync(typed.Trim(), cancellationToken)];
    }

    private static bool Fits(PaletteItem item, string search) =>
        search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            CompatibleText.Of($"{item.Title} {item.Text} {item.Words}").Contains(word, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<PaletteItem> Inboxes(DashboardView view, IReadOnlyList<InboxView> all, bool onlyMatters)
    {
        foreach (var inbox in all)
        {
            var connection = view.Connections.FirstOrDefault(c => c.Inbox.Id == inbox.Id);
            var matters = view.Verdict.Of(inbox.Id).Any();
            if (onlyMatters && !matters)
            {
                continue;
            }

            var state = connection is null ? texts["Layout_Palette_Unconnected"] : shared.Of(connection.Condition);
            yield return new("Inboxes", Icons.Material.Outlined.Inbox, inbox.Name, $"{state} · {inbox.Key}")
            {
                Href = connection is null ? $"/inboxes/{inbox.Id}" : $"/connections/{connection.Id}",
            };
        }
    }

    private IEnumerable<PaletteItem> Pages(ClaimsPrincipal user) => NavMenu.Of(user).Select(p => new PaletteItem("Pages", p.Icon, texts[p.Text], null) { Href = p.Href, Words = p.Href })
        .Append(new("Pages", Icons.Material.Outlined.Code, texts["Layout_Palette_Developers"], null) { Href = "/developers", Words = "api openapi" })
        .Append(new("Pages", Icons.Material.Outlined.AccountCircle, texts["Layout_Palette_Profile"], null) { Href = "/profile" });

    private IEnumerable<PaletteItem> Commands(ClaimsPrincipal user, DashboardView view)
    {
        if (user.May(Permission.Manage))
        {
            yield return new("Commands", Icons.Material.Outlined.Add, texts["Layout_Palette_Connect"], null) { Href = "/connections/new" };
            yield return new("Commands", Icons.Material.Outlined.Add, texts["Layout_Palette_NewInbox"], null) { Href = "/inboxes/new" };
        }

        foreach (var c in view.Connections)
        {
            if (user.May(Permission.Remedy) && c.Counts.Failed > 0)
            {
                yield return new("Commands", Icons.Material.Outlined.Replay, texts["Layout_Palette_Retry", c.Inbox.Name], texts["Layout_Palette_RetryText", c.Counts.Failed])
                {
                    Question = texts["Layout_Palette_RetryAsk", c.Inbox.Name, c.Counts.Failed],
                    Run = () => RetryAsync(user, c.Inbox.Key),
                };
            }

            if (user.May(Permission.Manage) && c.State is not ConnectionState.AuthorizationExpired)
            {
                yield return c.PausedAt is null ? Pause(user, c) : Resume(user, c);
            }

            yield return new("Commands", Icons.Material.Outlined.Download, texts["Layout_Palette_Export", c.Inbox.Name], texts["Layout_Palette_ExportText"])
            {
                Href = $"/connections/{c.Id}/errors.xlsx",
                IsDownload = true,
            };
        }
    }

    private PaletteItem Pause(ClaimsPrincipal user, ConnectionView c) =>
        new("Commands", Icons.Material.Outlined.PauseCircle, texts["Layout_Palette_Pause", c.Inbox.Name], texts["Layout_Palette_PauseText"])
        {
            Question = texts["Layout_Palette_PauseAsk", c.Inbox.Name],
            Run = async () => Words(await pausing.PauseAsync(user, c.Id, CancellationToken.None), "Layout_Palette_Paused"),
        };

    private PaletteItem Resume(ClaimsPrincipal user, ConnectionView c) =>
        new("Commands", Icons.Material.Outlined.PlayCircle, texts["Layout_Palette_Resume", c.Inbox.Name], null)
        {
            Question = texts["Layout_Palette_ResumeAsk", c.Inbox.Name],
            Run = async () => Words(await pausing.ResumeAsync(user, c.Id, CancellationToken.None), "Layout_Palette_Resumed"),
        };

    private string Words(CommandFault? fault, string done) => fault is { } refused ? CommandFaultTexts.Of(refused) : texts[done];

    private async Task<string> RetryAsync(ClaimsPrincipal user, string inbox)
    {
        var failed = await actions.FailedAsync(new ActionsQuery(inbox), CancellationToken.None);
        var (report, fault) = await retrying.RunAsync(user, failed, CancellationToken.None);
        return report is null
            ? CommandFaultTexts.Of(fault!.Value)
            : string.Join(' ', Enum.GetValues<RetryResult>().Where(r => report.Count(r) > 0).Select(r => errors[$"Errors_Said_{r}", report.Count(r)].Value).DefaultIfEmpty(errors["Errors_Said_Nothing"]));
    }

    private async Task<IEnumerable<PaletteItem>> ActionsAsync(string typed, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(typed, out var id))
        {
            return [new("Actions", Icons.Material.Outlined.FormatListBulleted, texts["Layout_Palette_ActionId"], id.ToString("D")) { Href = $"/actions/{id:D}" }];
        }

        if (typed.Length < 2)
        {
            return [];
        }

        var found = await actions.RunAsync(new ActionsQuery(Search: typed), cancellationToken);
        return found.Actions.Take(MostActions)
            .Select(a => new PaletteItem(
                "Actions",
                a.Status is ActionStatusCodes.Synced ? Icons.Material.Outlined.CheckCircle : a.Status is ActionStatusCodes.Failed ? Icons.Material.Outlined.Error : Icons.Material.Outlined.Schedule,
                Subjects.Of(a.Channel, a.Subject),
                $"{a.Inbox.Name} · {shared[$"Shared_Status_{a.Status}"]}")
            { Href = $"/actions/{a.Id:D}" })
            .Append(new("Actions", Icons.Material.Outlined.Search, texts["Layout_Palette_All", typed], null) { Href = $"/actions?q={Uri.EscapeDataString(typed)}" });
    }
}
