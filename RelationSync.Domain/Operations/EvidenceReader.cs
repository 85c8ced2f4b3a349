using System.Text.Json;

namespace RelationSync.Domain.Operations;

/// <summary>Reads <c>evidence</c>: a word, or <c>{operator?, times?}</c> of words.</summary>
internal static class EvidenceReader
{
    private const string Name = "evidence";

    public static OperationEvidence Read(ObjectFields operation)
    {
        if (!operation.TryFind(Name, out var value))
        {
            return OperationEvidence.Proven;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var both = Word(operation, Name);
                return new OperationEvidence(both, both);
            case JsonValueKind.Object:
                var parts = operation.Object(Name, required: false);
                return new OperationEvidence(Word(parts, "operator"), Word(parts, "times"));
            default:
                operation.Fault(Name, $"must be one of {Allowed}, or an object of operator and times");
                return OperationEvidence.Proven;
        }
    }

    private static string Allowed => string.Join(", ", EvidenceWords.All);

    private static Evidence Word(ObjectFields fields, string name)
    {
        if (!fields.TryFind(name, out _))
        {
            return Evidence.Proven;
        }

        var word = fields.RequiredText(name, out var readable);
        if (EvidenceWords.Find(word) is { } evidence)
        {
            return evidence;
        }

        if (readable)
        {
            fields.Fault(name, $"must be one of {Allowed}");
        }

        return Evidence.Proven;
    }
}
