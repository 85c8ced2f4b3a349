using System.Buffers;
using System.Security.Cryptography;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Judges a signature by an inbox's keys, over a body that is appended as it arrives. Every request costs the same work, two
/// keys, whether the inbox exists, has one secret or two: the time of an answer tells nothing either.
/// </summary>
internal sealed class SignatureCheck : IDisposable
{
    // Stands in for the secrets that an inbox doesn't have.
    private static readonly byte[] NoKey = RandomNumberGenerator.GetBytes(32);

    private readonly InboxEntry? _inbox;
    private readonly string _signatures;
    private readonly IncrementalHash _byCurrent;
    private readonly IncrementalHash _byPrevious;

    public SignatureCheck(InboxEntry? inbox, string id, string timestamp, string signatures)
    {
        (_inbox, _signatures) = (inbox, signatures);
        _byCurrent = StandardWebhookSignature.Begin(inbox?.Key ?? NoKey, id, timestamp);
        _byPrevious = StandardWebhookSignature.Begin(inbox?.PreviousKey ?? NoKey, id, timestamp);
    }

    public void Append(ReadOnlySpan<byte> body)
    {
        _byCurrent.AppendData(body);
        _byPrevious.AppendData(body);
    }

    public void Append(ReadOnlySequence<byte> body)
    {
        foreach (var part in body)
        {
            Append(part.Span);
        }
    }

    /// <summary>Null: it is right.</summary>
    public RejectionReason? Judge(DateTimeOffset now)
    {
        var isByCurrent = StandardWebhookSignature.Matches(_byCurrent.GetHashAndReset(), _signatures);
        var isByPrevious = StandardWebhookSignature.Matches(_byPrevious.GetHashAndReset(), _signatures);
        return _inbox is null ? RejectionReason.Signature
            : isByCurrent ? null
            : !isByPrevious ? RejectionReason.Signature
            : now < _inbox.PreviousUntil ? null : RejectionReason.ExpiredSecret;
    }

    public void Dispose()
    {
        _byCurrent.Dispose();
        _byPrevious.Dispose();
    }
}
