namespace RelationSync.Simulator.Writing;

/// <summary><c>WhoId</c> and <c>EventWhoIds</c>: one lead, or up to fifty contacts, the primary one first.</summary>
internal static class EventPeople
{
    private const int MostContacts = 50;
    private static readonly string[] PersonTypes = ["Contact", "Lead"];

    public static SaveError? Apply(SaveState state)
    {
        var error = Choose(state, out var people);
        if (error is not null)
        {
            return error;
        }

        state.WhoIds = people;
        state["WhoId"] = people.Count > 0 ? people[0] : null;
        state.SetIfThere("WhoCount", (long)people.Count);
        state.SetIfThere("WhatCount", state.Text("WhatId") is null ? 0L : 1L);
        return null;
    }

    private static SaveError? Choose(SaveState state, out IReadOnlyList<string> people)
    {
        var who = state.Text("WhoId");
        if (state.Draft.WhoIds is null)
        {
            people = Unlisted(state, who);
            return null;
        }

        List<string> ids = [];
        people = ids;
        if (who is not null && (state.Draft.Has("WhoId") || state.Draft.WhoIds.Count == 0))
        {
            ids.Add(who);
        }

        foreach (var given in state.Draft.WhoIds)
        {
            var error = SaveChecks.Resolve(state, "EventWhoIds", PersonTypes, given, out var person);
            if (error is not null)
            {
                return error;
            }

            if (!ids.Contains(person!.Id))
            {
                ids.Add(person.Id);
            }
        }

        return CheckList(state, ids);
    }

    /// <summary>Without a list, a changed <c>WhoId</c> takes the place of the primary one.</summary>
    private static IReadOnlyList<string> Unlisted(SaveState state, string? who)
    {
        if (state.Existing is null || !state.Draft.Has("WhoId"))
        {
            return state.Existing?.WhoIds ?? (who is null ? [] : [who]);
        }

        var others = state.Existing.WhoIds.Skip(1).Where(id => id != who);
        var isLead = who?.StartsWith("00Q", StringComparison.Ordinal) ?? false;
        return who is null ? [.. others] : isLead ? [who] : [who, .. others];
    }

    private static SaveError? CheckList(SaveState state, List<string> ids)
    {
        var leads = ids.Count(id => id.StartsWith("00Q", StringComparison.Ordinal));
        if (leads > 0 && ids.Count > 1)
        {
            return new SaveError("FIELD_INTEGRITY_EXCEPTION", "An event can be related to one lead or to several contacts, not to both", "EventWhoIds");
        }

        return ids.Count > MostContacts && !state.Context.Unchecked
            ? new SaveError("FIELD_INTEGRITY_EXCEPTION", $"An event can be related to at most {MostContacts} contacts", "EventWhoIds")
            : null;
    }
}
