using RelationSync.Benchmarks;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>How the programs that measure are called.</summary>
[Collection(ProcessRuns.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--json")]
    [InlineData("--json", "--long")]
    [InlineData("--json", "/nowhere/figures.json")]
    [InlineData("--lnog")]
    [InlineData("figures.json")]
    public async Task Run_WordsThatAreOff_AreToldBeforeAnythingIsMeasured(params string[] words)
    {
        var program = new Scales();

        Assert.Equal(1, await CommandLine.RunAsync([program], ["scales", .. words]));

        Assert.Equal(0, program.Runs);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Run_Json_IsWrittenWhateverTheVerdict(bool holds, int code)
    {
        var file = Path.Combine(_folder, "figures.json");

        Assert.Equal(code, await CommandLine.RunAsync([new Scales { Holds = holds }], ["scales", "--long", "--json", file]));

        Assert.Contains("7 stone", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private sealed class Scales : IBenchmark
    {
        public string Name => "scales";

        public string Shows => "a weight";

        public bool Holds { get; init; }

        public int Runs { get; private set; }

        public Task<Verdict> RunAsync(bool isLong, CancellationToken cancellationToken)
        {
            Runs++;
            return Task.FromResult(new Verdict(Holds, "7 stone", ["weight"], [["7"]]));
        }
    }
}
