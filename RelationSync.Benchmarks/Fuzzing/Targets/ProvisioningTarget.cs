using System.Text;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Fuzzing.Inputs;
using RelationSync.Portal.Hosting.Provisioning;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>Provisioning files.</summary>
internal sealed class ProvisioningTarget : PureTarget
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Token = "5Aep861-refresh-token";

    private static readonly JsonNode Good = JsonNode.Parse(
        $$"""
        {"users":[{"email":"ops@example.com","password":"correct horse battery","role":"Administrator"},{"email":"b@example.com","password":"another password","role":"Support"}],
         "inboxes":[{"key":"support","name":"サポート","secret":"{{Secret}}","time_zone":"Asia/Tokyo"}],
         "connections":[{"inbox":"support","targets":"both","link_opportunities":true,
           "salesforce":{"login_url":"http://127.0.0.1:5081/acme","refresh_token":"{{Token}}","client_id":"c","client_secret":"s"} }]}
        """)!;

    public override string Name => "provisioning";

    public override int Share => 35;

    public override string Holds => "a file, or faults with pointers, and no secret among them";

    protected override string? Check(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(JsonMutator.Mutate(Good, random, random.Next(0, 4)));
        return OfFile(random.Next(3) == 0 ? ByteShaker.Mutate(bytes, random) : bytes);
    }

    /// <summary>Any bytes as a file.</summary>
    public static string? OfFile(byte[] bytes)
    {
        try
        {
            var file = new ProvisioningReader(allowInsecureLoopback: true).Read(bytes);
            return file.Inboxes.All(i => i.Key.Length is > 0 and <= 64) && file.Users.All(u => u.Email.Contains('@', StringComparison.Ordinal)) ? null : "an entry that can't be";
        }
        catch (ProvisioningException e)
        {
            return e.Faults.Count == 0 || e.Faults.Any(f => f.At.Length > 0 && f.At[0] != '/') ? $"faults without pointers: {e.Message}"
                : e.Message.Contains(Secret, StringComparison.Ordinal) || e.Message.Contains(Token, StringComparison.Ordinal) || e.Message.Contains("correct horse", StringComparison.Ordinal) ? $"tells a secret: {e.Message}"
                : null;
        }
    }
}
