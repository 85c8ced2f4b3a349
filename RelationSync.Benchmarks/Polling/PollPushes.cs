using System.Text;
using System.Text.Json;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;

namespace RelationSync.Benchmarks.Polling;

/// <summary>What a caller of the intake tells of a seed's messages, early or late, each once or never.</summary>
internal sealed class PollPushes(Random random)
{
    private readonly Dictionary<PollLife, bool?> _told = [];

    /// <summary>Null: no push told of it. Else whether it was taken.</summary>
    public bool? Took(PollLife life) => _told.GetValueOrDefault(life);

    /// <summary>What is new to tell of, with the box that it was pressed in.</summary>
    public IEnumerable<(PollLife Life, int Box, string Json)> Next(IEnumerable<PollLife> lives)
    {
        foreach (var life in lives.Where(l => l is { PressedAt: not null, Push: not null } && !_told.ContainsKey(l)).ToList())
        {
            _told[life] = null;
            if (random.Next(3) > 0)
            {
                var (type, channel, data) = life.Push!.Value;
                yield return (life, life.PressedIn, $$"""{"id":"push-{{life.Token}}","type":"{{type}}","channel":"{{channel}}","activity_id":"own-{{life.Token}}","relation_message_id":{{life.Message}},"occurred_at":"{{PollLife.At(life.PressedAt)}}","operator":{"email":"{{life.By}}@example.com"},"data":{{data}}}""");
            }
        }
    }

    public void Answered(PollLife life, bool taken) => _told[life] = taken;

    /// <summary>Hands them in where the intake is in this process.</summary>
    public async Task TellAsync(PollPortal portal, IEnumerable<PollLife> lives, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (life, box, json) in Next(lives).ToList())
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            using var document = JsonDocument.Parse(bytes);
            var reading = OperationReader.Read(document.RootElement, now);
            var operation = reading.Operation ?? throw new InvalidOperationException(string.Join("; ", reading.Faults.Select(f => $"{f.Pointer} {f.Message}")));
            var result = await portal.Intake.AcceptAsync(portal.Inboxes[box - 1], [new IncomingOperation(operation, bytes, now)], cancellationToken);
            Answered(life, result[0].Status == IntakeStatus.Accepted);
        }
    }
}
