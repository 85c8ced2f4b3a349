using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RelationSync.Domain.Channels;

namespace RelationSync.Portal.Storage;

/// <summary>The identities that the store derives: 128 bits of SHA-256 each, so that they are the same on every node and after a restore.</summary>
internal static class ActionKeys
{
    /// <summary>An operation's identity within its inbox.</summary>
    public static byte[] OfOperation(string inboxKey, string operationId) => Hash("operation", inboxKey, operationId);

    /// <summary>What all operations of one activity share.</summary>
    public static byte[] OfActivity(string inboxKey, Channel channel, string activityId) => Hash("activity", inboxKey, channel.Code, activityId);

    /// <summary>An action's id, which is its marker in Salesforce: a UUID of version 8.</summary>
    public static Guid OfAction(string inboxKey, Channel channel, string activityId, string triggerOperationId)
    {
        var bytes = Hash("action", inboxKey, channel.Code, activityId, triggerOperationId);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Each part is preceded by its length, so that no two lists of parts read the same.</summary>
    private static byte[] Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset()[..16];
    }
}
