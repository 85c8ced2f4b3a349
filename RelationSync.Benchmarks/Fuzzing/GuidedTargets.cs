using System.Text;
using RelationSync.Benchmarks.Fuzzing.Targets;

namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>Readers that take a coverage-guided fuzzer's bytes as they come, by name. They return what doesn't hold, or null.</summary>
internal static class GuidedTargets
{
    public static readonly IReadOnlyDictionary<string, Func<byte[], string?>> All = new Dictionary<string, Func<byte[], string?>>(StringComparer.Ordinal)
    {
        ["operations"] = bytes => ReaderTarget.OfBody(bytes, new Random(0)),
        ["html"] = bytes => TextTarget.OfHtml(Encoding.UTF8.GetString(bytes)),
        ["addresses"] = bytes => KeyTarget.OfAddress(Encoding.UTF8.GetString(bytes)),
        ["numbers"] = bytes => KeyTarget.OfNumber(Encoding.UTF8.GetString(bytes)),
        ["soql"] = bytes => KeyTarget.OfTexts(Encoding.UTF8.GetString(bytes).Split('\n')),
        ["provisioning"] = ProvisioningTarget.OfFile,
        ["answers"] = AnswerReading.Of,
    };
}
