using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>A browser's authenticator in software, as WebAuthn has it: ES256, attestation "none". All that it says can be bent.</summary>
internal sealed class SoftwareAuthenticator : IDisposable
{
    private const byte UserPresent = 1;
    private const byte AttestedData = 1 << 6;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] CredentialId { get; init; } = RandomNumberGenerator.GetBytes(32);

    public string Origin { get; set; } = "http://localhost";

    public string Domain { get; set; } = "localhost";

    public bool IsUserPresent { get; set; } = true;

    /// <summary>Said with the next answer.</summary>
    public uint Count { get; set; } = 1;

    /// <summary>Null: the one of the options.</summary>
    public string? Challenge { get; set; }

    /// <summary>Null: as the ceremony has it.</summary>
    public string? Type { get; set; }

    /// <summary>Null: none is said.</summary>
    public byte[]? UserHandle { get; set; }

    public bool SignsWrongly { get; set; }

    public void Dispose() => _key.Dispose();

    /// <summary>What <c>navigator.credentials.create</c> gives for these options.</summary>
    public string Create(string options)
    {
        var data = ClientData(options, "webauthn.create");
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString([.. AuthenticatorData(AttestedData), .. new byte[16], .. BigEndian((ushort)CredentialId.Length), .. CredentialId, .. PublicKey()]);
        writer.WriteEndMap();
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Text(data),
            ["attestationObject"] = Text(writer.Encode()),
            ["transports"] = new JsonArray("internal", "hybrid"),
        });
    }

    /// <summary>What <c>navigator.credentials.get</c> gives for these options.</summary>
    public string Get(string options)
    {
        var (data, authenticator) = (ClientData(options, "webauthn.get"), AuthenticatorData(0));
        byte[] signed = [.. authenticator, .. SHA256.HashData(data)];
        var signature = _key.SignData(SignsWrongly ? [.. signed, 0] : signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var response = new JsonObject { ["clientDataJSON"] = Text(data), ["authenticatorData"] = Text(authenticator), ["signature"] = Text(signature) };
        if (UserHandle is { } handle)
        {
            response["userHandle"] = Text(handle);
        }

        return Answer(response);
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private byte[] ClientData(string options, string type) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = Type ?? type,
        ["challenge"] = Challenge ?? (string?)JsonNode.Parse(options)!["challenge"],
        ["origin"] = Origin,
        ["crossOrigin"] = false,
    }.ToJsonString());

    private byte[] AuthenticatorData(byte flags)
    {
        var count = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), (byte)(flags | (IsUserPresent ? UserPresent : 0)), .. count];
    }

    // A COSE key (RFC 9053 §7.1.1): EC2, ES256, P-256, x, y.
    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        foreach (var (label, value) in new[] { (-2, point.X!), (-3, point.Y!) })
        {
            writer.WriteInt32(label);
            writer.WriteByteString(value);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Text(CredentialId),
        ["rawId"] = Text(CredentialId),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();
}
