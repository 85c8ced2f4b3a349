using System.Security.Cryptography;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Judges a signature by an inbox's keys. All that is refused costs the same work, two keys, whether the inbox exists,
/// has one secret or two: the time of an answer tells nothing either.
/// </summary>
internal static class SignatureCheck
{
    // Stands in for the secrets that an inbox doesn't have.
    private static readonly byte[] NoKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>Null: it is right.</summary>
    public static RejectionReason? Judge(
        InboxEntry? inbox, DateTimeOffset now, string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        if (StandardWebhookSignature.IsRight([inbox?.Key ?? NoKey], id, timestamp, body, signatures))
        {
            return null;
        }

        var byPrevious = StandardWebhookSignature.IsRight([inbox?.PreviousKey ?? NoKey], id, timestamp, body, signatures);
        return !byPrevious ? RejectionReason.Signature : now < inbox?.PreviousUntil ? null : RejectionReason.ExpiredSecret;
    }
}
