using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Events;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>The Event's fields as they were sent, each with the reason for its value. The description's text isn't shown.</summary>
public sealed partial class EventFields
{
    [Parameter, EditorRequired]
    public required ActionDetail Detail { get; set; }

    private ActionView Action => Detail.Action;

    private ChannelFamily Family => Channel.Find(Action.Channel)?.Family ?? ChannelFamily.Message;

    /// <summary>Why there are no values: an Event that there is was made before they were kept.</summary>
    private string Unwritten => (Action.EventId, Action.Status) switch
    {
        (not null, _) => "Actions_Fields_Unknown",
        (_, ActionStatusCodes.Failed) => "Actions_Fields_Refused",
        (_, ActionStatusCodes.Cancelled) => "Actions_Fields_Never",
        _ => "Actions_Fields_Unsent",
    };

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

    private string Time(DateTimeOffset at) => S.Full(at, DayBoundaries.Zone(Action.Inbox.TimeZone));

    /// <summary>A field, its value or the records it points to, and why.</summary>
    private sealed record Field(string Name, string? Value, string Why, IReadOnlyList<string>? Ids = null);
}
