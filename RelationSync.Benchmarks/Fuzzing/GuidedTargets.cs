using System.Text;
using RelationSync.Benchmarks.Fuzzing.Targets;

namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>
/// What a coverage-guided fuzzer runs, by name: null, or what doesn't hold. Raw bytes for the readers; for the other targets, bytes that
/// take the place of chance.
/// </summary>
internal static class GuidedTargets
{
    public static readonly IReadOnlyDictionary<string, Func<byte[], string?>> All = new Dictionary<string, Func<byte[], string?>>(StringComparer.Ordinal)
    {
        ["operations"] = bytes => ReaderTarget.OfBody(bytes, new Random(0)),
        ["html"] = bytes => TextTarget.OfHtml(Encoding.UTF8.GetString(bytes)),
        ["provisioning"] = ProvisioningTarget.OfFile,
        ["answers"] = AnswerReading.Of,
        ["reader"] = ByChance(new ReaderTarget()),
        ["texts"] = ByChance(new TextTarget()),
        ["keys"] = ByChance(new KeyTarget()),
        ["orders"] = ByChance(new OrderTarget()),
    };

    private static Func<byte[], string?> ByChance(PureTarget target) => bytes => target.Try(new InputChance(bytes));
}
