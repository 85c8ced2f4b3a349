namespace RelationSync.Simulator.Writing;

/// <summary>The rules of an Event: its people, its owner and its times.</summary>
internal static class EventRules
{
    public static SaveError? Apply(SaveState state)
    {
        var error = EventPeople.Apply(state)
            ?? ActivityRules.CheckOwner(state)
            ?? ActivityRules.CheckCalendar(state)
            ?? ActivityRules.CheckLead(state)
            ?? CheckPrivate(state)
            ?? EventTimes.Apply(state);
        if (error is not null)
        {
            return error;
        }

        state.Default("ShowAs", "Busy");
        state.Default("GroupEventType", "0");
        state.Default("EventSubtype", "Event");
        state["AccountId"] = AccountOf(state);
        return state.Context.Unchecked ? null : ValidationRules.Check(state);
    }

    private static SaveError? CheckPrivate(SaveState state)
    {
        var linked = state.Text("WhoId") is not null || state.Text("WhatId") is not null;
        return !state.Context.Unchecked && state["IsPrivate"] is true && linked
            ? new SaveError("FIELD_INTEGRITY_EXCEPTION", "A private event cannot be linked to other records", "IsPrivate")
            : null;
    }

    /// <summary>From the related record, else from the primary contact.</summary>
    private static string? AccountOf(SaveState state)
    {
        if (state.Text("WhatId") is { } what)
        {
            return what.StartsWith("001", StringComparison.Ordinal) ? what : Opportunity(state, what);
        }

        return state.Text("WhoId") is { } who && state.Org["Contact"].TryGet(who, out var contact) ? contact.Text("AccountId") : null;
    }

    private static string? Opportunity(SaveState state, string what) =>
        state.Org["Opportunity"].TryGet(what, out var opportunity) ? opportunity.Text("AccountId") : null;
}
