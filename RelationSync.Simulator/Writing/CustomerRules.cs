namespace RelationSync.Simulator.Writing;

internal static class CustomerRules
{
    public static SaveError? ApplyPerson(SaveState state)
    {
        state["Name"] = FullName(state);
        if (state.Draft.Entity.Name == "Lead")
        {
            state.Default("Status", "Open - Not Contacted");
        }

        return null;
    }

    public static SaveError? ApplyOpportunity(SaveState state)
    {
        var stage = state.Text("StageName") ?? string.Empty;
        if (!(state.Context.Unchecked && state.Draft.Has("IsClosed")))
        {
            state["IsClosed"] = stage.StartsWith("Closed", StringComparison.OrdinalIgnoreCase);
        }

        if (!(state.Context.Unchecked && state.Draft.Has("IsWon")))
        {
            state["IsWon"] = string.Equals(stage, "Closed Won", StringComparison.OrdinalIgnoreCase);
        }

        return null;
    }

    /// <summary>Family name first: the orgs here are Japanese.</summary>
    public static string FullName(SaveState state) =>
        string.Join(' ', new[] { state.Text("LastName"), state.Text("FirstName") }.Where(n => !string.IsNullOrEmpty(n)));
}
