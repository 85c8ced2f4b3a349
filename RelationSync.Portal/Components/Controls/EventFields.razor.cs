using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Events;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// The Event's fields as they were sent, each with the reason for its value, of a try that was refused with what Salesforce
/// refused marked. The description's text isn't shown.
/// </summary>
public sealed partial class EventFields
{
    private static readonly string[] Telling = ["Subject", "OwnerId", "WhoId", "EventWhoIds", "WhatId"];

    private int? _chosen;

    [Parameter, EditorRequired]
    public required ActionDetail Detail { get; set; }

    /// <summary>Shows what tells actions apart, and what was refused.</summary>
    [Parameter]
    public bool Brief { get; set; }

    private ActionView Action => Detail.Action;

    /// <summary>Numbers of the tries whose values are kept.</summary>
    private IReadOnlyList<int> Tries => [.. Detail.Attempts.Select((a, i) => a.Sent is null ? 0 : i + 1).Where(n => n > 0)];

    /// <summary>The try that is shown: the one chosen, else the last of an action without an Event; zero: the Event itself.</summary>
    private int Number => _chosen is { } chosen && Tries.Contains(chosen) ? chosen
        : Detail.Written is null || Action.Status == ActionStatusCodes.Failed ? Tries is [.., var last] ? last : 0
        : 0;

    private AttemptView? Shown => Number > 0 ? Detail.Attempts[Number - 1] : null;

    private WrittenView? Sent => Shown?.Sent ?? Detail.Written;

    private TimeZoneInfo Zone => DayBoundaries.Zone(Action.Inbox.TimeZone);

    private ChannelFamily Family => Channel.Find(Action.Channel)?.Family ?? ChannelFamily.Message;

    /// <summary>Why there are no values: an Event that there is was made before they were kept.</summary>
    private string Unwritten => (Action.EventId, Action.Status) switch
    {
        (not null, _) => "Actions_Fields_Unknown",
        (_, ActionStatusCodes.Failed) => "Actions_Fields_Refused",
        (_, ActionStatusCodes.Cancelled) => "Actions_Fields_Never",
        _ => "Actions_Fields_Unsent",
    };

    private IEnumerable<Row> Rows
    {
        get
        {
            var refused = Shown?.Fields.ToHashSet(StringComparer.Ordinal) ?? [];
            var rows = Fields(Sent!).Select(f => new Row(L[$"Actions_Field_{f.Name}"], f, Names(f.Name).Any(refused.Contains))).ToList();
            var others = refused.Where(r => !rows.Exists(f => Names(f.Name).Contains(r)));
            return [
                .. rows.Where(r => !Brief || r.IsRefused || Telling.Contains(r.Name)),
                .. others.Select(o => new Row(o, new Field(o, L["Actions_Field_NotSent"], ""), IsRefused: true)),
            ];
        }
    }

    /// <summary>The same relation by its two names.</summary>
    private static string[] Names(string field) => field is "WhoId" or "EventWhoIds" ? ["WhoId", "EventWhoIds"] : [field];

    private IEnumerable<Field> Fields(WrittenView w)
    {
        yield return Subject(w);
        yield return new("OwnerId", null, L[w.IsOwnerOfConnection ? "Actions_Why_OwnerOfConnection" : "Actions_Why_Owner", Action.OperatorEmail ?? S["Shared_None_Text"]], [w.OwnerId]);
        yield return new("StartDateTime", Time(w.Start), L[w.Start == w.End && Family is not ChannelFamily.Memo ? "Actions_Why_StartIsEnd" : $"Actions_Why_Start_{Family}"]);
        yield return new("EndDateTime", Time(w.End), L[$"Actions_Why_End_{Family}"]);
        yield return new("Type", w.Type, L[w.Type is null ? "Actions_Why_NoType" : "Actions_Why_Type"]);
        yield return new(w.WhoIds.Count > 1 ? "EventWhoIds" : "WhoId", null, Who(w), w.WhoIds.Count == 0 ? null : w.WhoIds);
        yield return new("WhatId", null, L[w.WhatId is null ? "Actions_Why_NoWhat" : "Actions_Why_What"], w.WhatId is null ? null : [w.WhatId]);
        yield return new("Description", L["Actions_Field_Measure", w.DescriptionLines, w.DescriptionLength], L[$"Actions_Why_Description_{Family}"]);
        yield return new("ShowAs", "Free", L["Actions_Why_Free"]);
    }

    private Field Subject(WrittenView w) =>
        Channel.Find(Action.Channel) is { } channel && SubjectLine.Of(channel, Action.Subject) is var subject && subject.Text.Length == w.SubjectLength
            ? new("Subject", subject.Text, L[subject.WasCut ? "Actions_Why_SubjectCut" : "Actions_Why_Subject"])
            : new("Subject", null, L["Actions_Why_SubjectErased", w.SubjectLength]);

    private string Who(WrittenView w) => w.WhoIds.Count switch
    {
        0 => L["Actions_Why_NoWho"],
        _ when w.IsLead => L["Actions_Why_Lead", Action.CustomerKey ?? ""],
        1 => L["Actions_Why_Contact"],
        var count => L["Actions_Why_Contacts", count],
    };

    private string Time(DateTimeOffset at) => S.Full(at, Zone);

    /// <summary>A field, its value or the records it points to, and why.</summary>
    private sealed record Field(string Name, string? Value, string Why, IReadOnlyList<string>? Ids = null);

    /// <summary>A field as it is shown.</summary>
    private sealed record Row(string Label, Field Field, bool IsRefused)
    {
        public string Name => Field.Name;

        public string? Value => Field.Value;

        public string Why => Field.Why;

        public IReadOnlyList<string>? Ids => Field.Ids;
    }
}
