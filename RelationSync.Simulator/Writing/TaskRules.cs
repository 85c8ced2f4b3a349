namespace RelationSync.Simulator.Writing;

internal static class TaskRules
{
    public static SaveError? Apply(SaveState state)
    {
        state.Default("Status", "Not Started");
        state.Default("Priority", "Normal");
        state["IsClosed"] = state.Text("Status") == "Completed";
        state.WhoIds = state.Text("WhoId") is { } who ? [who] : [];
        return ActivityRules.CheckOwner(state) ?? ActivityRules.CheckLead(state);
    }
}
