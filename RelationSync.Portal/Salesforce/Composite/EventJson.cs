using System.Globalization;
using System.Text.Json;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>Writes Events as Collections take them (Object Reference, Event). Fields without a value are left out.</summary>
internal static class EventJson
{
    public static void Collection(Utf8JsonWriter writer, IEnumerable<EventRecord> records, bool withMarker) =>
        Records(writer, records, record => Write(writer, record, withMarker));

    /// <summary>Events that stand, with what is to change of them (R-P6).</summary>
    public static void Changes(Utf8JsonWriter writer, IEnumerable<EventChange> changes) => Records(writer, changes, change =>
    {
        writer.WriteString("Id", change.EventId);
        WriteIfSet(writer, "OwnerId", change.OwnerId);
        if (change is { Start: { } start, End: { } end })
        {
            writer.WriteString("StartDateTime", Instant(start));
            writer.WriteString("EndDateTime", Instant(end));
        }
    });

    private static void Records<T>(Utf8JsonWriter writer, IEnumerable<T> records, Action<T> write)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("allOrNone", false);
        writer.WriteStartArray("records");
        foreach (var record in records)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("attributes");
            writer.WriteString("type", LookUpQueries.EventObject);
            writer.WriteEndObject();
            write(record);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, EventRecord record, bool withMarker)
    {
        if (withMarker)
        {
            writer.WriteString(LookUpQueries.MarkerField, record.Marker.ToString("D"));
        }

        writer.WriteString("Subject", record.Subject);
        writer.WriteString("OwnerId", record.OwnerId);
        writer.WriteString("StartDateTime", Instant(record.Start));
        writer.WriteString("EndDateTime", Instant(record.End));
        if (!record.Omitted.Contains(EventFields.ShowAs))
        {
            writer.WriteString(EventFields.ShowAs, "Free");
        }

        if (!record.Omitted.Contains(EventFields.IsReminderSet))
        {
            writer.WriteBoolean(EventFields.IsReminderSet, false);
        }

        WriteIfSet(writer, "Type", record.Type);
        WriteIfSet(writer, "Description", record.Description);
        WriteIfSet(writer, "WhatId", record.WhatId);
        WriteWho(writer, record.WhoIds);
    }

    // EventWhoIds exists only where Shared Activities are on, so one person goes without it.
    private static void WriteWho(Utf8JsonWriter writer, IReadOnlyList<string> whoIds)
    {
        if (whoIds.Count > 0)
        {
            writer.WriteString("WhoId", whoIds[0]);
        }

        if (whoIds.Count > 1)
        {
            writer.WriteStartArray("EventWhoIds");
            foreach (var id in whoIds)
            {
                writer.WriteStringValue(id);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteIfSet(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    // Cut to the second, as Salesforce keeps it, so that a look-up by StartDateTime finds what was written.
    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.000'Z'", CultureInfo.InvariantCulture);
}
