using System.Globalization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Where entries come from and where their Events are.</summary>
/// <param name="inboxes">All inboxes by id.</param>
/// <param name="instances">Salesforce's address of each connection.</param>
internal sealed class InboxTimeZones(IReadOnlyDictionary<long, InboxName> inboxes, IReadOnlyDictionary<Guid, string?> instances)
{
    private readonly Dictionary<long, InboxTimeZone> _places = inboxes.ToDictionary(i => i.Key, i => new InboxTimeZone(i.Value));

    public InboxTimeZone Of(LogEntry entry)
    {
        if (!_places.TryGetValue(entry.InboxId, out var place))
        {
            var name = "#" + entry.InboxId.ToString(CultureInfo.InvariantCulture);
            _places[entry.InboxId] = place = new InboxTimeZone(new InboxName(entry.InboxId, name, name, DayBoundaries.DefaultZoneId));
        }

        return place;
    }

    /// <summary>The clocks of an inbox or of all.</summary>
    public IEnumerable<TimeZoneInfo> Zones(long? inboxId) => _places.Where(p => inboxId is null || p.Key == inboxId).Select(p => p.Value.Zone);

    /// <summary>The Event's address, e.g. <c>https://acme.my.salesforce.com/00U5g00000abcdEAA</c>; null where the org isn't known any more.</summary>
    public string? EventUrl(LogEntry entry, string? eventId) =>
        (eventId, entry.ConnectionId) is ({ Length: 15 or 18 } id, { } connection)
        && id.All(char.IsAsciiLetterOrDigit)
        && instances.GetValueOrDefault(connection) is { } instance
        && Uri.TryCreate(instance, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? $"{instance.TrimEnd('/')}/{id}"
            : null;
}
