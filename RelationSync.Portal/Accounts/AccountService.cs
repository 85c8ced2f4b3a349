using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>The people who sign in: finding, making and verifying them.</summary>
internal sealed class AccountService(Store store, PasswordHashing hashing, AccountSessions sessions, TimeProvider time)
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

    /// <summary>All, by e-mail.</summary>
    public Task<List<Account>> ListAsync(CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => db.Accounts.OrderBy(a => a.NormalizedEmail).ToListAsync(token), cancellationToken);

    /// <summary>Makes an account with a password that a person chose; says why not.</summary>
    public async Task<AccountFault?> CreateAsync(string email, string password, AccountRole role, CancellationToken cancellationToken) =>
        !EmailAddress.IsValid(email) ? AccountFault.EmailInvalid
        : PasswordRules.Check(password, email) is { } fault ? fault
        : await InsertAsync(email, password, role, onlyIfFirst: false, cancellationToken);

    /// <summary>Makes the first administrator, or nothing where an account exists already.</summary>
    /// <param name="asGiven">By configuration: only the shorter length is asked of the password.</param>
    public async Task<AccountFault?> CreateFirstAsync(string email, string password, bool asGiven, CancellationToken cancellationToken) =>
        !EmailAddress.IsValid(email) ? AccountFault.EmailInvalid
        : !asGiven && PasswordRules.Check(password, email) is { } fault ? fault
        : await InsertAsync(email, password, AccountRole.Administrator, onlyIfFirst: true, cancellationToken);

    /// <summary>The account whose e-mail and password these are, or null. Takes as long whether there is one or not.</summary>
    public async Task<Account?> VerifyAsync(string email, string password, CancellationToken cancellationToken)
    {
        var account = await FindAsync(email, cancellationToken);
        var result = await hashing.VerifyAsync(account?.PasswordHash, password, cancellationToken);
        if (account is null || result is PasswordVerificationResult.Failed)
        {
            return null;
        }

        var hash = result is PasswordVerificationResult.SuccessRehashNeeded ? await hashing.HashAsync(password, cancellationToken) : null;
        var now = time.GetUtcNow();
        await store.WriteAsync(
            (db, token) => db.Accounts.Where(a => a.Id == account.Id && a.PasswordHash == account.PasswordHash).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.LastSignInAt, now).SetProperty(a => a.PasswordHash, a => hash ?? a.PasswordHash), token),
            cancellationToken);
        return account;
    }

    /// <summary>A new password, which a person chose: every session ends.</summary>
    public async Task<AccountFault?> SetPasswordAsync(Guid id, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } account)
        {
            return AccountFault.NotFound;
        }

        if (PasswordRules.Check(password, account.Email) is { } fault)
        {
            return fault;
        }

        var hash = await hashing.HashAsync(password, cancellationToken);
        return await ChangeAsync(id, a => (a.PasswordHash, a.SecurityStamp) = (hash, NewStamp()), cancellationToken);
    }

    /// <summary>The person's language, <c>ja</c> or <c>en</c>.</summary>
    public Task<AccountFault?> SetLanguageAsync(Guid id, string? language, CancellationToken cancellationToken) =>
        ChangeAsync(id, a => a.Language = language, cancellationToken);

    /// <summary>The person's theme, <c>light</c>, <c>dark</c> or null: the system's.</summary>
    public Task<AccountFault?> SetThemeAsync(Guid id, string? theme, CancellationToken cancellationToken) =>
        ChangeAsync(id, a => a.Theme = theme, cancellationToken);

    /// <summary>Another role: every session ends.</summary>
    public Task<AccountFault?> SetRoleAsync(Guid id, AccountRole role, CancellationToken cancellationToken) =>
        ChangeAsync(id, a => (a.Role, a.SecurityStamp) = (role, NewStamp()), cancellationToken, mayLoseAdministrator: role is not AccountRole.Administrator);

    /// <summary>Removes the account: every session ends.</summary>
    public async Task<AccountFault?> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var fault = await store.WriteAsync<AccountFault?>(
            async (db, token) => await IsLastAdministratorAsync(db, id, token) ? AccountFault.LastAdministrator
                : await db.Accounts.Where(a => a.Id == id).ExecuteDeleteAsync(token) == 0 ? AccountFault.NotFound : null,
            cancellationToken);
        sessions.Invalidate(id);
        return fault;
    }

    /// <summary>A value that sessions are bound to.</summary>
    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private async Task<AccountFault?> InsertAsync(string email, string password, AccountRole role, bool onlyIfFirst, CancellationToken cancellationToken)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Email = email,
            NormalizedEmail = EmailAddress.Normalize(email),
            PasswordHash = await hashing.HashAsync(password, cancellationToken),
            Role = role,
            SecurityStamp = NewStamp(),
            CreatedAt = time.GetUtcNow(),
        };
        return await store.WriteAsync<AccountFault?>(
            async (db, token) =>
            {
                if (await db.Accounts.AnyAsync(a => onlyIfFirst || a.NormalizedEmail == account.NormalizedEmail, token))
                {
                    return AccountFault.EmailTaken;
                }

                db.Add(account);
                return null;
            },
            cancellationToken);
    }

    private async Task<AccountFault?> ChangeAsync(Guid id, Action<Account> change, CancellationToken cancellationToken, bool mayLoseAdministrator = false)
    {
        var fault = await store.WriteAsync<AccountFault?>(
            async (db, token) =>
            {
                if (mayLoseAdministrator && await IsLastAdministratorAsync(db, id, token))
                {
                    return AccountFault.LastAdministrator;
                }

                if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, token) is not { } account)
                {
                    return AccountFault.NotFound;
                }

                change(account);
                return null;
            },
            cancellationToken);
        sessions.Invalidate(id);
        return fault;
    }

    private static async Task<bool> IsLastAdministratorAsync(RelationSyncDb db, Guid id, CancellationToken cancellationToken)
    {
        var administrators = await db.Accounts.Where(a => a.Role == AccountRole.Administrator).Select(a => a.Id).Take(2).ToListAsync(cancellationToken);
        return administrators is [var only] && only == id;
    }
}
