using RelationSync.Portal.Accounts;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Somebody's authenticator app. The portal takes each code once, so it never shows one twice.</summary>
internal sealed class AuthenticatorApp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // A code on its way when its step ends would come too late.
    private const int LongEnough = 15;

    private readonly byte[] _key;
    private long _shown;

    /// <param name="key">As the page says it.</param>
    public AuthenticatorApp(string key)
    {
        var bits = string.Concat(key.Where(char.IsLetterOrDigit).Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        _key = [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    /// <summary>The next code that is taken: mostly at once, as one step either way is.</summary>
    public async Task<string> NextCodeAsync()
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var (step, left) = (seconds / Totp.StepSeconds, Totp.StepSeconds - (seconds % Totp.StepSeconds));
        var next = Math.Max(_shown + 1, left > LongEnough ? step - 1 : step);
        for (; next > step + 1; step = Totp.StepAt(TimeProvider.System.GetUtcNow()))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        _shown = next;
        return Totp.CodeAt(_key, next);
    }
}
