using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Accounts;

/// <summary>Passwords that became known elsewhere, by the file that <c>Accounts:BreachedPasswordsFile</c> names. Without it none are known. Nobody is asked over the network.</summary>
internal sealed class BreachedPasswords(IOptions<AccountsOptions> options) : IDisposable
{
    private readonly Lazy<HashFile?> _file = new(() => options.Value.BreachedPasswordsFile is { Length: > 0 } path ? new HashFile(path) : null);

    public bool Contains(string password)
    {
#pragma warning disable CA5350 // The list is one of SHA-1 hashes; nothing of ours is kept or trusted by it.
        return _file.Value?.Contains(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)))) == true;
#pragma warning restore CA5350
    }

    public void Dispose()
    {
        if (_file.IsValueCreated)
        {
            _file.Value?.Dispose();
        }
    }
}
