using System.Text;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

public sealed class ProvisioningReaderTests
{
    private const string Relation = """
        "relation": {"subdomain": "acme", "token": "t", "box_id": 1, "default_operator": "a@b.c"}
        """;

    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [InlineData("nonsense", "")]
    [InlineData("[]", "")]
    [InlineData("""{"nonsense": 1}""", "/nonsense")]
    [InlineData("""{"a/b~c": 1}""", "/a~1b~0c")]
    [InlineData("""{"users": {}}""", "/users")]
    [InlineData("""{"users": [1]}""", "/users/0")]
    [InlineData("""{"users": [{"email": "a@b.c", "password": "12345678", "role": "Support", "x": 1}]}""", "/users/0/x")]
    [InlineData("""{"users": [{"email": "a@b.c", "email": "a@b.c", "password": "12345678", "role": "Support"}]}""", "/users/0/email")]
    [InlineData("""{"users": [{"email": "a", "password": "12345678", "role": "Support"}]}""", "/users/0/email")]
    [InlineData("""{"users": [{"email": "a@b.c", "password": "1234567", "role": "Support"}]}""", "/users/0/password")]
    [InlineData("""{"users": [{"email": "a@b.c", "password": "12345678", "role": "admin"}]}""", "/users/0/role")]
    [InlineData("""{"users": [{"email": "a@b.c", "password": "12345678"}]}""", "/users/0/role")]
    [InlineData("""{"users": [{"email": "a@b.c", "password": "12345678", "role": "Support"}, {"email": "A@B.C", "password": "12345678", "role": "Support"}]}""", "/users/1/email")]
    [InlineData("""{"inboxes": [{"key": "Support", "name": "x", "secret": "SECRET"}]}""", "/inboxes/0/key")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "", "secret": "SECRET"}]}""", "/inboxes/0/name")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "whsec_AAAA"}]}""", "/inboxes/0/secret")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "time_zone": "Tokyo Standard Time"}]}""", "/inboxes/0/time_zone")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "time_zone": "Mars/Olympus"}]}""", "/inboxes/0/time_zone")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": "api"}]}""", "/inboxes/0/source")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"mail": "api"}}]}""", "/inboxes/0/source/mail")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"message": "pull", RELATION}}]}""", "/inboxes/0/source/message")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"chat": "both", RELATION}}]}""", "/inboxes/0/source/chat")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"memo": "api"}}]}""", "/inboxes/0/source/relation")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"relation": {"subdomain": "acme.relationapp.jp", "token": "t", "box_id": 1, "default_operator": "a@b.c"}}}]}""", "/inboxes/0/source/relation/subdomain")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"relation": {"subdomain": "acme", "box_id": 1, "default_operator": "a@b.c"}}}]}""", "/inboxes/0/source/relation/token")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"relation": {"subdomain": "acme", "token": "t", "box_id": "1", "default_operator": "a@b.c"}}}]}""", "/inboxes/0/source/relation/box_id")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {"relation": {"subdomain": "acme", "token": "t", "box_id": 1, "default_operator": "ops"}}}]}""", "/inboxes/0/source/relation/default_operator")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "secret": "SECRET", "source": {RELATION}}, {"key": "b", "name": "x", "secret": "SECRET", "source": {"relation": {"subdomain": "acme", "token": "t2", "box_id": 2, "default_operator": "a@b.c"}}}]}""", "/inboxes/1/source/relation/token")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "all", "salesforce": {"login_url": "https://x.my.salesforce.com", "refresh_token": "t"}}]}""", "/connections/0/targets")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "both"}]}""", "/connections/0/salesforce")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "both", "salesforce": {"login_url": "https://x.my.salesforce.com"}}]}""", "/connections/0/salesforce/refresh_token")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "both", "salesforce": {"login_url": "http://127.0.0.1:5081/a", "refresh_token": "t"}}]}""", "/connections/0/salesforce/login_url")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "both", "salesforce": {"login_url": "https://salesforce.com.evil.example", "refresh_token": "t"}}]}""", "/connections/0/salesforce/login_url")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "both", "link_opportunities": "yes", "salesforce": {"login_url": "https://x.my.salesforce.com", "refresh_token": "t"}}]}""", "/connections/0/link_opportunities")]
    public void Read_Fault_IsNamedByItsPointer(string json, string at)
    {
        var e = Assert.Throws<ProvisioningException>(() => Read(json));

        Assert.Equal(at, Assert.Single(e.Faults).At);
        Assert.DoesNotContain("whsec_AAAA", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Found by afl-fuzz: the lost quotes of a name made the secret part of the inbox's key, which the log then quoted.</summary>
    [Theory]
    [InlineData("""{"inboxes": [{"key": "aSECRET", "name": "x"}]}""")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "time_zone": "SECRET"}]}""")]
    [InlineData("""{"inboxes": [{"key": "a", "name": "x", "source": {"message": "SECRET"}}]}""")]
    [InlineData("""{"inboxes": [{"key": "a", "source": {"relation": {"subdomain": "SECRET", "default_operator": "SECRET"}}}]}""")]
    [InlineData("""{"inboxes": [{"SECRET": "a"}]}""")]
    [InlineData("""{"users": [{"email": "SECRET", "role": "SECRET"}]}""")]
    [InlineData("""{"users": [{"email": "a@SECRET"}, {"email": "a@SECRET"}]}""")]
    [InlineData("""{"connections": [{"inbox": "a", "targets": "SECRET", "salesforce": {"login_url": "https://SECRET"}}]}""")]
    public void Read_SecretInTheWrongPlace_IsNotQuoted(string json) =>
        Assert.DoesNotContain(Secret, Assert.Throws<ProvisioningException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Read_Name_UpTo200Characters(int length, bool allowed)
    {
        // A character outside of the basic plane counts as one.
        var json = $$"""{"inboxes": [{"key": "a", "name": "{{string.Concat(Enumerable.Repeat("𠮷", length))}}", "secret": "SECRET"}]}""";

        Assert.Equal(allowed, Record.Exception(() => Read(json)) is null);
    }

    [Fact]
    public void Read_SeveralFaults_AreAllNamed()
    {
        var e = Assert.Throws<ProvisioningException>(() => Read("""{"x": 1, "users": [{}], "inboxes": 7}"""));

        Assert.Equal(["/x", "/users/0/email", "/users/0/password", "/users/0/role", "/inboxes"], e.Faults.Select(f => f.At));
    }

    [Fact]
    public void Read_Empty_IsNothing() => Assert.Empty(Read("{}").Connections);

    [Theory]
    [InlineData("Administrator", AccountRole.Administrator)]
    [InlineData("Responder", AccountRole.Responder)]
    [InlineData("Support", AccountRole.Support)]
    public void Read_Role_IsOneOfThree(string word, AccountRole role) =>
        Assert.Equal(role, Assert.Single(Read($$"""{"users": [{"email": "a@b.c", "password": "12345678", "role": "{{word}}"}]}""").Users).Role);

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() => Assert.Single(Read("\uFEFF" + """{"users": [{"email": "a@b.c", "password": "12345678", "role": "Support"}]}""").Users);

    private static ProvisioningFile Read(string json) =>
        new ProvisioningReader(allowInsecureLoopback: false).Read(Encoding.UTF8.GetBytes(json
            .Replace("SECRET", Secret, StringComparison.Ordinal)
            .Replace("RELATION", Relation, StringComparison.Ordinal)));
}
