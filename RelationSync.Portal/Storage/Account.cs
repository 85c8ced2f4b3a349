namespace RelationSync.Portal.Storage;

/// <summary>A person who signs in. Times are UTC.</summary>
public sealed class Account
{
    public Guid Id { get; set; }

    /// <summary>As given.</summary>
    public required string Email { get; set; }

    /// <summary>Lower-case; unique.</summary>
    public required string NormalizedEmail { get; set; }

    public required string PasswordHash { get; set; }

    public AccountRole Role { get; set; }

    /// <summary><c>ja</c> or <c>en</c>; null: the browser's, else Japanese.</summary>
    public string? Language { get; set; }

    /// <summary><c>light</c> or <c>dark</c>; null: the system's.</summary>
    public string? Theme { get; set; }

    /// <summary>Changes when sessions must end.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>The key of the authenticator app, encrypted; null: no app.</summary>
    public string? SecondFactorProtected { get; set; }

    /// <summary>The time step (30 s, since 1970) of the last code that was used: this one and those before it are refused.</summary>
    public long SecondFactorStep { get; set; }

    public DateTimeOffset? SecondFactorSince { get; set; }

    /// <summary>Always loaded with the account.</summary>
    public List<Passkey> Passkeys { get; } = [];

    /// <summary>True if an authenticator app is set up.</summary>
    public bool HasAuthenticator => SecondFactorProtected is not null;

    /// <summary>True if the account has an authenticator app, a passkey or both.</summary>
    public bool HasSecondFactor => HasAuthenticator || Passkeys.Count > 0;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }
}
