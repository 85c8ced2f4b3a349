using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

/// <summary>Connections of the file that authorise by the JWT bearer flow.</summary>
public sealed class ProvisionedKeyTests : IDisposable
{
    private readonly PortalFactory _portal = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("provisioned-key-");

    public ProvisionedKeyTests() => _portal.Settings["Salesforce:AllowInsecureLoopback"] = "true";

    public void Dispose()
    {
        _portal.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Apply_KeyFile_IsStoredEncryptedAndSharedByEntriesWithTheSame()
    {
        var key = WriteKey("server.key");

        await _portal.Services.GetRequiredService<Provisioner>().ApplyAsync(Json(Salesforce(key), Salesforce(key)), default);

        var row = Assert.Single(await _portal.Store.ReadAsync((db, token) => db.Authorizations.ToListAsync(token), default));
        Assert.Equal(("sync@acme.example", "app"), (row.Username, row.ClientId));
        Assert.Equal(File.ReadAllText(key), _portal.Services.GetRequiredService<ISecretBox>().Unprotect(SecretKind.SigningKey, row.SigningKeyProtected!));
        var secrets = await _portal.Services.GetRequiredService<IAuthorizationStore>().FindAsync(row.Id, default);
        Assert.Equal("sync@acme.example", secrets!.SigningKey!.Username);
    }

    [Fact]
    public void Read_KeyFile_IsLookedForBesideTheFile()
    {
        WriteKey("server.key");

        var file = new ProvisioningReader(allowInsecureLoopback: true, _directory.FullName).Read(Json(Salesforce("server.key")));

        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", Assert.Single(file.Connections).SigningKey!.PrivateKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.key", "key_file")]
    [InlineData("weak.key", "key_file")]
    [InlineData("text.key", "key_file")]
    public void Read_KeyFileThatIsNone_IsAFault(string file, string property)
    {
        WriteKey("weak.key", 1024);
        File.WriteAllText(Path.Combine(_directory.FullName, "text.key"), "no key");

        var e = Assert.Throws<ProvisioningException>(() => new ProvisioningReader(true, _directory.FullName).Read(Json(Salesforce(file))));

        Assert.Equal($"/connections/0/salesforce/{property}", Assert.Single(e.Faults).At);
    }

    [Fact]
    public void Read_MembersOfTheOtherFlow_AreFaults()
    {
        var key = WriteKey("server.key");
        object both = new { login_url = "http://127.0.0.1:5081/acme", flow = "jwt", refresh_token = "t", username = "u", key_file = key };
        object web = new { login_url = "http://127.0.0.1:5081/acme", refresh_token = "t", username = "u" };

        var e = Assert.Throws<ProvisioningException>(() => new ProvisioningReader(true).Read(Json(both, web)));

        Assert.Equal(
            ["/connections/0/salesforce/refresh_token", "/connections/0/salesforce/client_id", "/connections/1/salesforce/username"], e.Faults.Select(f => f.At));
    }

    private static object Salesforce(string keyFile) => new { login_url = "http://127.0.0.1:5081/acme", flow = "jwt", username = "sync@acme.example", client_id = "app", key_file = keyFile };

    private static byte[] Json(params object[] salesforce) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        inboxes = salesforce.Select((_, i) => new { key = $"inbox{i}", name = "サポート", secret = $"whsec_{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"secret of inbox {i}, 32 bytes long"))}" }),
        connections = salesforce.Select((s, i) => new { inbox = $"inbox{i}", targets = "both", salesforce = s }),
    });

    private string WriteKey(string name, int bits = 2048)
    {
        using var key = RSA.Create(bits);
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
