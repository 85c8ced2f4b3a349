namespace RelationSync.Benchmarks.Documents;

/// <summary>Renews <c>docs/rules.md</c>.</summary>
internal sealed class RulesProgram : IBenchmark
{
    public string Name => "rules";

    public string Shows => "renews docs/rules.md: where each rule lives and which tests prove it";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var root = Root();
        var text = RuleDocument.Renew(root);
        await File.WriteAllTextAsync(Path.Combine(root, RuleDocument.Path), text, cancellationToken);
        var rules = RuleDocument.Rules(root);
        return new Verdict(true, $"{rules.Count} rules", ["rule"], [.. rules.Select(r => (IReadOnlyList<string>)[r])]);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RelationSync.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RelationSync.sln is in no folder above the program.");
        }

        return folder;
    }
}
