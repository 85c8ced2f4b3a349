using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Page;

/// <summary>An org as the page shows it: its latest Events, newest first.</summary>
internal sealed record OrgView(string Name, long Version, int Total, IReadOnlyList<EventRow> Events)
{
    private const int Shown = 50;

    public static OrgView Of(Org org)
    {
        using var gate = GateScope.Read(org);
        var rows = org["Event"].Rows;
        var latest = Enumerable.Range(0, Math.Min(Shown, rows.Count)).Select(i => Row(org, rows[rows.Count - 1 - i]));
        return new OrgView(org.Name, org.Version, rows.Count, [.. latest]);
    }

    private static EventRow Row(Org org, Record row) => new(
        row.Id,
        row.Text("Subject"),
        People(org, row.WhoIds),
        NameOf(org, row.Text("OwnerId")),
        row["StartDateTime"] as DateTime?,
        row["EndDateTime"] as DateTime?,
        row.IsDeleted);

    private static string? People(Org org, IReadOnlyList<string> ids) => ids.Count switch
    {
        0 => null,
        1 => NameOf(org, ids[0]),
        var count => $"{NameOf(org, ids[0])} ほか{count - 1}名",
    };

    private static string? NameOf(Org org, string? id) => id is null ? null : org.Find(id)?.Text("Name");
}
