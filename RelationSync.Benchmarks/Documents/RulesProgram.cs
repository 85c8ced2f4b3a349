using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Documents;

/// <summary>Renews <c>docs/rules.md</c>.</summary>
internal sealed class RulesProgram : IBenchmark
{
    public string Name => "rules";

    public string Shows => "renews docs/rules.md: where each rule lives and which tests prove it";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var root = Repository.Root;
        var text = RuleDocument.Renew(root);
        await File.WriteAllTextAsync(Path.Combine(root, RuleDocument.Path), text, cancellationToken);
        var rules = RuleDocument.Rules(root);
        return new Verdict(true, $"{rules.Count} rules", ["rule"], [.. rules.Select(r => (IReadOnlyList<string>)[r])]);
    }
}
