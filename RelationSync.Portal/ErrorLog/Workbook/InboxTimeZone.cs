using System.Globalization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>An inbox and its clock.</summary>
internal sealed class InboxTimeZone(InboxName inbox)
{
    private readonly Dictionary<TimeSpan, string> _zoneNames = [];

    public InboxName Inbox => inbox;

    public TimeZoneInfo Zone { get; } = DayBoundaries.Zone(inbox.TimeZone);

    /// <summary>What its clock shows, to the second.</summary>
    public DateTime Local(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>The clock's name with what it differs from UTC then, e.g. <c>Asia/Tokyo (UTC+09:00)</c>: an hour that comes twice stays clear.</summary>
    public string ZoneName(DateTimeOffset at)
    {
        var offset = Zone.GetUtcOffset(at);
        if (!_zoneNames.TryGetValue(offset, out var name))
        {
            var sign = offset < TimeSpan.Zero ? '-' : '+';
            _zoneNames[offset] = name = string.Create(CultureInfo.InvariantCulture, $"{Zone.Id} (UTC{sign}{offset:hh\\:mm})");
        }

        return name;
    }
}
