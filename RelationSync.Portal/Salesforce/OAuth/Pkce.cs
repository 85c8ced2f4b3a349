using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Proof key of one authorisation, method S256 (RFC 7636). The verifier stays here until the code is exchanged.</summary>
internal sealed record Pkce(string Verifier, string Challenge)
{
    public static Pkce New() => Of(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48)));

    public static Pkce Of(string verifier) =>
        new(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));

    /// <summary>Never the verifier.</summary>
    public override string ToString() => Challenge;
}
