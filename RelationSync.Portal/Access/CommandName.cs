namespace RelationSync.Portal.Access;

/// <summary>Names a command by the file that it is written in.</summary>
internal static class CommandName
{
    /// <param name="callerFile">As the compiler gives it: <c>…/PauseConnection.cs</c>, of whichever system it was built on.</param>
    public static string Of(string callerFile)
    {
        var name = callerFile[(callerFile.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }
}
