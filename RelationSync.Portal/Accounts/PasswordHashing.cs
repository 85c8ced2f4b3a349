using Microsoft.AspNetCore.Identity;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// PBKDF2-HMAC-SHA512 with 210,000 rounds, as OWASP's Password Storage Cheat Sheet has it. As many at a time as there
/// are processors, so that a flood of sign-ins can't starve everything else.
/// </summary>
/// <param name="rounds">Fewer for tests, of which none judges by how long a hash takes.</param>
internal sealed class PasswordHashing(int rounds = PasswordHashing.Rounds) : IDisposable
{
    public const int Rounds = 210_000;

    /// <summary>Hash of an account without a password, which no password opens.</summary>
    public const string None = "";

    // ASP.NET Core's version 3: marker 1, HMAC-SHA512 (2), rounds, length of salt (16), salt, 32 bytes that no password gives.
    private readonly string _nobody = Convert.ToBase64String(
        [1, 0, 0, 0, 2, .. BigEndian(rounds), .. BigEndian(16), .. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()]);

    private readonly PasswordHasher<Account> _hasher = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
    private readonly SemaphoreSlim _gate = new(Environment.ProcessorCount, Environment.ProcessorCount);

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => _hasher.HashPassword(null!, password), cancellationToken);

    /// <summary>Takes as long for an account that doesn't exist (<paramref name="hash"/> null) or has no password, which no password opens.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellationToken) =>
        RunAsync(() => _hasher.VerifyHashedPassword(null!, hash is null or None ? _nobody : hash, password), cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // On a thread of its own: the thread pool has few, and everything else needs them.
            return await Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
