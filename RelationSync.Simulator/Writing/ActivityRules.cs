using RelationSync.Simulator.Access;

namespace RelationSync.Simulator.Writing;

/// <summary>What holds for Events and Tasks alike.</summary>
internal static class ActivityRules
{
    public static SaveError? CheckOwner(SaveState state)
    {
        if (state.Context.Unchecked || state.Text("OwnerId") is not { } owner || (state.Existing is not null && !state.Draft.Has("OwnerId")))
        {
            return null;
        }

        return state.Org["User"].TryGet(owner, out var user) && !user.Flag("IsActive")
            ? new SaveError("INACTIVE_OWNER_OR_USER", $"operation performed with inactive user [{owner}] as owner of {state.Draft.Entity.Label.ToLowerInvariant()}", "OwnerId")
            : null;
    }

    /// <summary>Whether an Event may go into, or over to, another user's calendar.</summary>
    public static SaveError? CheckCalendar(SaveState state)
    {
        var owner = state.Text("OwnerId");
        return state.Context.Unchecked || owner is null || owner == state.Context.CallerId || owner == state.Existing?.Text("OwnerId") || state.Org.Permits(Permissions.AddEventsToOthersCalendars)
            ? null
            : SaveChecks.NoAccess();
    }

    public static SaveError? CheckLead(SaveState state)
    {
        if (state.Context.Unchecked || state.Text("WhoId") is not { } who || !state.Org["Lead"].TryGet(who, out var lead))
        {
            return null;
        }

        if (state.Text("WhatId") is not null)
        {
            return new SaveError("FIELD_INTEGRITY_EXCEPTION", "The related to field cannot be set when the name is a lead", "WhoId", "WhatId");
        }

        var isNew = state.Existing is null || state.Existing.Text("WhoId") != who;
        return isNew && lead.Flag("IsConverted")
            ? new SaveError("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", "WhoId")
            : null;
    }
}
