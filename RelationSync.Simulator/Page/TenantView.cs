using RelationSync.Simulator.Relation;

namespace RelationSync.Simulator.Page;

/// <summary>A Re:lation tenant as the page shows it: its latest messages, newest first.</summary>
internal sealed record TenantView(string Name, long Version, int Total, IReadOnlyList<MessageRow> Messages)
{
    private const int Shown = 50;

    public static TenantView Of(Tenant tenant)
    {
        lock (tenant.Gate)
        {
            tenant.CatchUp();
            var all = tenant.AllMessages;
            return new TenantView(tenant.Name, tenant.Version, all.Count, [.. all.Skip(Math.Max(0, all.Count - Shown)).Reverse().Select(m => Row(tenant, m))]);
        }
    }

    private static MessageRow Row(Tenant tenant, Message message) => new(
        message.Id,
        message.Ticket.Id,
        tenant.Settings.Boxes[message.Ticket.BoxId - 1].Name,
        message.Method,
        message.Action,
        message.Title.Length > 0 ? message.Title : message.Body,
        message.SentAt,
        message.GoneAt is not null);
}
