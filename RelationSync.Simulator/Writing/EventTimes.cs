namespace RelationSync.Simulator.Writing;

/// <summary>Start, end and duration of an Event: any two of them, or all where they agree.</summary>
internal static class EventTimes
{
    private const long MostMinutes = 1_440;
    private const long MostMinutesOverDays = 20_160;

    public static SaveError? Apply(SaveState state) => state["IsAllDayEvent"] is true ? ApplyAllDay(state) : ApplyTimed(state);

    private static SaveError? ApplyTimed(SaveState state)
    {
        var error = ChooseStart(state, out var start);
        if (error is not null)
        {
            return error;
        }

        error = ChooseEnd(state, start, out var end);
        if (error is not null)
        {
            return error;
        }

        var length = end - start;
        if (state.Org.Settings.WholeMinutes)
        {
            length = length < TimeSpan.Zero ? length : TimeSpan.FromMinutes(Math.Floor(length.TotalMinutes));
            end = start + length;
        }

        var ceiling = state.Org.Settings.Multiday ? MostMinutesOverDays : MostMinutes;
        if (!state.Context.Unchecked && (length < TimeSpan.Zero || length > TimeSpan.FromMinutes(ceiling)))
        {
            return Refuse($"Duration must be between 0 and {ceiling} minutes", Blamed(state));
        }

        state["StartDateTime"] = start;
        state["ActivityDateTime"] = start;
        state["ActivityDate"] = DateOnly.FromDateTime(start);
        state["EndDateTime"] = end;
        state["EndDate"] = DateOnly.FromDateTime(end);
        state["DurationInMinutes"] = (long)length.TotalMinutes;
        return null;
    }

    private static SaveError? ChooseStart(SaveState state, out DateTime start)
    {
        start = default;
        var (sentStart, sentActivity) = (state.Draft.Has("StartDateTime"), state.Draft.Has("ActivityDateTime"));
        if (sentStart && sentActivity && !Equals(state["StartDateTime"], state["ActivityDateTime"]))
        {
            return Refuse("StartDateTime and ActivityDateTime must be equal", "StartDateTime", "ActivityDateTime");
        }

        var chosen = sentStart || !sentActivity ? state["StartDateTime"] : state["ActivityDateTime"];
        if (chosen is not DateTime time)
        {
            return new SaveError("REQUIRED_FIELD_MISSING", "Required fields are missing: [StartDateTime]", "StartDateTime");
        }

        start = time;
        if (state.Draft.Has("ActivityDate") && state["ActivityDate"] is DateOnly date && date != DateOnly.FromDateTime(time))
        {
            return Refuse("ActivityDate must be the day of StartDateTime", "ActivityDate");
        }

        return null;
    }

    private static SaveError? ChooseEnd(SaveState state, DateTime start, out DateTime end)
    {
        end = default;
        var sentEnd = state.Draft.Has("EndDateTime") ? state["EndDateTime"] as DateTime? : null;
        var sentMinutes = state.Draft.Has("DurationInMinutes") ? state["DurationInMinutes"] as long? : null;
        if (sentMinutes is < -5_000_000 or > 5_000_000)
        {
            return Refuse("Duration must be between 0 and 1440 minutes", "DurationInMinutes");
        }

        if (sentEnd is { } byEnd && sentMinutes is { } minutes && !Agree(state, byEnd - start, minutes))
        {
            return Refuse("EndDateTime must be StartDateTime plus DurationInMinutes", "DurationInMinutes");
        }

        var clears = (state.Draft.Has("EndDateTime") && sentEnd is null) || (state.Draft.Has("DurationInMinutes") && sentMinutes is null);
        var before = state.Existing is { } row && !clears ? row["DurationInMinutes"] as long? : null;
        var span = sentMinutes is { } m ? TimeSpan.FromMinutes(m) : sentEnd is { } e ? e - start : before is { } b ? TimeSpan.FromMinutes(b) : (TimeSpan?)null;
        if (span is null)
        {
            return new SaveError("REQUIRED_FIELD_MISSING", "Required fields are missing: [EndDateTime or DurationInMinutes]", "EndDateTime");
        }

        end = start + span.Value;
        return null;
    }

    private static bool Agree(SaveState state, TimeSpan length, long minutes) => state.Org.Settings.WholeMinutes
        ? length >= TimeSpan.Zero && Math.Floor(length.TotalMinutes) == minutes
        : length == TimeSpan.FromMinutes(minutes);

    private static SaveError? ApplyAllDay(SaveState state)
    {
        var date = state.Draft.Has("ActivityDate") && state["ActivityDate"] is DateOnly day
            ? day
            : (state["StartDateTime"] ?? state["ActivityDateTime"]) is DateTime time ? DateOnly.FromDateTime(time) : state["ActivityDate"] as DateOnly?;
        if (date is not { } first)
        {
            return new SaveError("REQUIRED_FIELD_MISSING", "Required fields are missing: [ActivityDate]", "ActivityDate");
        }

        var start = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var minutes = state.Draft.Has("DurationInMinutes") && state["DurationInMinutes"] is long given
            ? given
            : state.Draft.Has("EndDateTime") && state["EndDateTime"] is DateTime end ? (long)(end.Date - start).TotalMinutes + MostMinutes : MostMinutes;
        var ceiling = state.Org.Settings.Multiday ? MostMinutesOverDays : MostMinutes;
        if (minutes < 0 || minutes > ceiling)
        {
            return Refuse($"Duration must be between 0 and {ceiling} minutes", Blamed(state));
        }

        var last = start.AddDays(Math.Max(0, (minutes / MostMinutes) - 1));
        state["StartDateTime"] = start;
        state["ActivityDateTime"] = start;
        state["ActivityDate"] = first;
        state["EndDateTime"] = last;
        state["EndDate"] = DateOnly.FromDateTime(last);
        state["DurationInMinutes"] = minutes;
        return null;
    }

    /// <summary>Salesforce names the end where no duration was sent, else the duration.</summary>
    private static string Blamed(SaveState state) => state.Draft.Has("DurationInMinutes") ? "DurationInMinutes" : "EndDateTime";

    private static SaveError Refuse(string message, params string[] fields) => new("FIELD_INTEGRITY_EXCEPTION", message, fields);
}
