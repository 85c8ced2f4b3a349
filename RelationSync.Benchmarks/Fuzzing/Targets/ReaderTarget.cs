using System.Text;
using System.Text.Json;
using RelationSync.Benchmarks.Fuzzing.Inputs;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Salesforce.Composite;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>A request's body on its way from bytes to the JSON of an Event.</summary>
internal sealed class ReaderTarget : PureTarget
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo[] Zones = [TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns"), TimeZoneInfo.Utc];

    public override string Name => "reader";

    public override int Share => 320;

    public override string Holds => "read or refused with reasons; what is read is readable again, and its Event keeps every limit";

    protected override string? Check(Random random)
    {
        var operations = new SampleActivities(random, 1000).Next("fuzz", Now).Operations;
        var good = operations[random.Next(operations.Count)].Json;
        var json = JsonMutator.Mutate(good, random, random.Next(0, 4));
        var body = Encoding.UTF8.GetBytes($"{{\"operations\":[{json}]}}");
        return OfBody(random.Next(3) == 0 ? ByteShaker.Mutate(body, random) : body, random);
    }

    /// <summary>Any bytes as a request's body.</summary>
    public static string? OfBody(byte[] body, Random random)
    {
        var reading = IntakeReading.Of(body);
        if (reading.Fault is not IntakeFault.None)
        {
            return reading.Operations.Count == 0 ? null : "operations of a body that can't be read";
        }

        var read = reading.Operations.Select(o => (Json: o, Reading: IntakeEndpoint.Read(o, Now))).ToList();
        var accepted = read.Where(r => r.Reading.IsValid).Select(_ => IntakeResult.Accepted).ToList();
        using var answer = JsonDocument.Parse(IntakeAnswer.Of([.. read.Select(r => r.Reading)], accepted));
        return read.Select(r => OfReading(r.Json, r.Reading, random)).FirstOrDefault(w => w is not null)
            ?? (answer.RootElement.GetProperty("results").GetArrayLength() == read.Count ? null : "results of another number than operations");
    }

    private static string? OfReading(ReadOnlyMemory<byte> json, OperationReading reading, Random random)
    {
        if (reading.Operation is not { } operation)
        {
            return reading.Faults.Count is > 0 and <= OperationReading.MostFaults && reading.Faults.All(f => f.Pointer is "" || f.Pointer[0] == '/')
                ? null
                : "refused without reasons, or with too many";
        }

        var stored = OperationReader.ReadStored(json);
        return reading.Faults.Count > 0 ? "valid with faults"
            : stored.Operation?.Id != operation.Id ? $"accepted, but not readable from the store: {string.Join(' ', stored.Faults)}"
            : ActivityReducer.Derive([new ReceivedOperation(operation, Now)], HoldOptions.Default).Select(d => OfAction(d, random)).FirstOrDefault(w => w is not null);
    }

    private static string? OfAction(DerivedAction derived, Random random)
    {
        if (derived.Content is not { } content)
        {
            return null;
        }

        var draft = EventMapper.Map(content, Zones[random.Next(Zones.Length)]);
        var keys = CustomerKeys.Of(content);
        return draft.Start > draft.End ? "starts after its end"
            : Limits.OfText(draft.Subject, SubjectLine.MostCharacters, 1) is { } subject ? $"subject {subject}"
            : Limits.OfText(draft.Description, DescriptionText.MostCharacters, DescriptionText.MostLines) is { } description ? $"description {description}"
            : keys.Count != keys.Distinct().Count() ? "a key twice"
            : OfJson(draft);
    }

    private static string? OfJson(EventDraft draft)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            EventJson.Collection(writer, [new EventRecord(Guid.Empty, draft.Subject, "005", draft.Start, draft.End, draft.Type, draft.Description, [], null)], withMarker: true);
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.GetProperty("records")[0].GetProperty("Subject").GetString() == draft.Subject ? null : "the subject isn't written as it is";
    }
}
