namespace RelationSync.Portal.Components.Developers;

/// <summary>The programs of <c>docs/samples</c>, as they are run in CI.</summary>
internal static class Samples
{
    public static IReadOnlyList<(string Language, string Code)> All { get; } =
    [
        ("curl", Read("send.sh")), ("Node.js", Read("send.mjs")), ("Python", Read("send.py")), ("Ruby", Read("send.rb")), ("PHP", Read("send.php")),
        ("C#", Read("send.cs")), ("Google Apps Script", Read("send.gs")), ("PowerShell", Read("send.ps1")),
    ];

    private static string Read(string file)
    {
        using var stream = typeof(Samples).Assembly.GetManifestResourceStream($"samples/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
