using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>The people who sign in: finding, making and verifying them. What administrators do with them is in <c>People/</c>.</summary>
internal sealed class AccountService(Store store, PasswordHashing hashing, ChosenPasswords chosen, AccountSessions sessions, ChangeFeed changes, TimeProvider time)
{
    /// <summary>By e-mail, without regard to case.</summary>
    public Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = EmailAddress.Normalize(email);
        return store.ReadAsync((db, token) => db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, token), cancellationToken);
    }

    /// <summary>By id.</summary>
    public Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => db.Accounts.SingleOrDefaultAsync(a => a.Id == id, token), cancellationToken);

    /// <summary>Makes an account with a password that a person chose; says why not.</summary>
    public async Task<CommandFault?> CreateAsync(string email, string password, AccountRole role, CancellationToken cancellationToken) =>
        !EmailAddress.IsValid(email) ? CommandFault.EmailInvalid
        : chosen.Check(password, email) is { } fault ? fault
        : await InsertAsync(email, password, role, onlyIfFirst: false, email, null, cancellationToken);

    /// <summary>Makes the first administrator, or nothing where an account exists already.</summary>
    /// <param name="email">With which they sign in.</param>
    /// <param name="password">The same.</param>
    /// <param name="asGiven">By configuration: only the shorter length is asked of the password.</param>
    /// <param name="actor">Who does it, for the audit log.</param>
    /// <param name="address">From where; null: this machine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CommandFault?> CreateFirstAsync(
        string email, string password, bool asGiven, string actor, string? address, CancellationToken cancellationToken) =>
        !EmailAddress.IsValid(email) ? CommandFault.EmailInvalid
        : !asGiven && chosen.Check(password, email) is { } fault ? fault
        : await InsertAsync(email, password, AccountRole.Administrator, onlyIfFirst: true, actor, address, cancellationToken);

    /// <summary>
    /// The account whose e-mail and password these are, or null. Takes as long whether there is one or not. A hash of
    /// fewer rounds than today's is made anew.
    /// </summary>
    public async Task<Account?> VerifyAsync(string email, string password, CancellationToken cancellationToken)
    {
        var account = await FindAsync(email, cancellationToken);
        var result = await hashing.VerifyAsync(account?.PasswordHash, password, cancellationToken);
        if (account is null || result is PasswordVerificationResult.Failed)
        {
            return null;
        }

        if (result is PasswordVerificationResult.SuccessRehashNeeded)
        {
            var hash = await hashing.HashAsync(password, cancellationToken);
            await store.WriteAsync(
                (db, token) => db.Accounts.Where(a => a.Id == account.Id && a.PasswordHash == account.PasswordHash)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, hash), token),
                cancellationToken);
        }

        return account;
    }

    /// <summary>Notes that a person has signed in, and with what, and how often somebody failed to before.</summary>
    public async Task SignedInAsync(
        Account account, OpenSession session, ProviderSession? atProvider, string? address, int failures, FactorUsed? used, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await store.WriteAsync(
            async (db, token) =>
            {
                await db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastSignInAt, now), token);
                // Those that can't hold any more: too old, or of an earlier stamp.
                var from = now - AccountSessions.LongestSession;
                await db.OpenSessions.Where(s => s.AccountId == account.Id && (s.Since <= from || s.Stamp != account.SecurityStamp)).ExecuteDeleteAsync(token);
                await db.ProviderSessions.Where(s => s.Since <= from).ExecuteDeleteAsync(token);
                db.Add(session);
                if (atProvider is not null)
                {
                    db.Add(atProvider);
                }

                db.Audit(account, address, AuditAct.SignedIn, now.Value, Details(failures, used, isAtProvider: atProvider is not null));
            },
            cancellationToken);
        changes.Publish(ChangeTopic.People);
    }

    /// <summary>What the session of these claims has of an identity provider; null if it began elsewhere.</summary>
    public async Task<ProviderSession?> FindProviderSessionAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        user.IsBySingleSignOn() && user.SessionHash() is { } hash
            ? await store.ReadAsync((db, token) => db.ProviderSessions.SingleOrDefaultAsync(s => s.Hash == hash, token), cancellationToken)
            : null;

    /// <summary>Ends a person's session, whoever has a copy of its cookie, and its open pages.</summary>
    public async Task SignOutAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async (db, token) =>
            {
                var now = time.GetUtcNow();
                await EndedSessions.AddAsync(db, user, now, token);
                db.Audit(user, AuditAct.SignedOut, user.Identity?.Name ?? "", now);
            },
            cancellationToken);
        sessions.Invalidate(user.AccountId() ?? Guid.Empty);
    }

    /// <summary>The person's language, <c>ja</c> or <c>en</c>.</summary>
    public Task SetLanguageAsync(ClaimsPrincipal user, string language, CancellationToken cancellationToken) => ChangeOwnAsync(
        user,
        (db, account) =>
        {
            if (account.Language != language)
            {
                account.Language = language;
                db.Audit(user, AuditAct.LanguageChanged, account.Email, time.GetUtcNow(), ("language", language));
            }
        },
        cancellationToken);

    /// <summary>The person's theme, <c>light</c>, <c>dark</c> or null: the system's.</summary>
    public Task SetThemeAsync(ClaimsPrincipal user, string? theme, CancellationToken cancellationToken) =>
        ChangeOwnAsync(user, (_, account) => account.Theme = theme, cancellationToken);

    internal static Account New(string email, string passwordHash, AccountRole role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Email = email,
        NormalizedEmail = EmailAddress.Normalize(email),
        PasswordHash = passwordHash,
        Role = role,
        SecurityStamp = SecretToken.NewStamp(),
        CreatedAt = now,
    };

    private static (string Key, string? Value)[] Details(int failures, FactorUsed? used, bool isAtProvider) =>
    [
        .. isAtProvider ? [("by", SingleSignOn.ProviderAccounts.Actor)] : Array.Empty<(string, string?)>(),
        .. used is null ? [] : new (string, string?)[] { ("by", Word(used.Value)) },
        .. failures == 0 ? [] : new (string, string?)[] { ("failures", Invariant(failures)) },
    ];

    private static string Word(FactorUsed used) => used switch
    {
        FactorUsed.Code => "code",
        FactorUsed.RecoveryCode => "recovery_code",
        FactorUsed.Passkey => "passkey",
        _ => throw new ArgumentOutOfRangeException(nameof(used)),
    };

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<CommandFault?> InsertAsync(
        string email, string password, AccountRole role, bool onlyIfFirst, string actor, string? address, CancellationToken cancellationToken)
    {
        var account = New(email, await hashing.HashAsync(password, cancellationToken), role, time.GetUtcNow());
        return await store.WriteAsync<CommandFault?>(
            async (db, token) =>
            {
                if (await db.Accounts.AnyAsync(a => onlyIfFirst || a.NormalizedEmail == account.NormalizedEmail, token))
                {
                    return CommandFault.EmailTaken;
                }

                db.Add(account);
                db.Audit(actor, address, AuditAct.AccountCreated, email, account.CreatedAt, ("role", role.ToString()));
                return null;
            },
            cancellationToken);
    }

    private async Task ChangeOwnAsync(ClaimsPrincipal user, Action<RelationSyncDb, Account> change, CancellationToken cancellationToken)
    {
        if (user.AccountId() is not { } id)
        {
            return;
        }

        await store.WriteAsync(
            async (db, token) =>
            {
                if (await sessions.FindAsync(db, user, token) is not null)
                {
                    change(db, await db.Accounts.SingleAsync(a => a.Id == id, token));
                }
            },
            cancellationToken);
        sessions.Invalidate(id);
        changes.Publish(ChangeTopic.People);
    }
}
