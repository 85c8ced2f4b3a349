using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>
/// The account of a person whom the provider vouches for: known by issuer and subject, linked the first time by verified
/// email, created by an invitation or where the settings allow it. Brings its role to what the provider says.
/// </summary>
internal sealed partial class ProviderAccounts(
    Store store, IOptions<SingleSignOnOptions> options, AccountSessions sessions, ChangeFeed changes, TimeProvider time, ILogger<ProviderAccounts> logger)
{
    /// <summary>Who changed a role, as the audit log names it.</summary>
    public const string Actor = "single_sign_on";

    private readonly SingleSignOnOptions _options = options.Value;

    public async Task<Admission> AdmitAsync(ProviderIdentity identity, string? address, CancellationToken cancellationToken)
    {
        var role = _options.Roles.RoleOf(identity.Roles);
        if (_options.Roles.IsSet && role is null)
        {
            return SingleSignOnFault.NoRole;
        }

        var admission = await store.WriteAsync((db, token) => AdmitAsync(db, identity, role, address, token), cancellationToken);
        if (admission.Account is { } account)
        {
            if (admission.KeepsRole)
            {
                LogKept(logger, account.Id, role);
            }

            sessions.Invalidate(account.Id);
            changes.Publish(ChangeTopic.People);
        }

        return admission;
    }

    private async Task<Admission> AdmitAsync(RelationSyncDb db, ProviderIdentity identity, AccountRole? role, string? address, CancellationToken cancellationToken)
    {
        var login = await db.ProviderLogins.SingleOrDefaultAsync(l => l.Issuer == identity.Issuer && l.Subject == identity.Subject, cancellationToken);
        if (login is not null && await db.Accounts.SingleOrDefaultAsync(a => a.Id == login.AccountId, cancellationToken) is { } known)
        {
            return await FollowRoleAsync(db, known, role, address, cancellationToken);
        }

        if (identity.VerifiedEmail is not { } email)
        {
            return login is not null ? SingleSignOnFault.AccountRemoved
                : identity.Email is null ? SingleSignOnFault.EmailMissing
                : SingleSignOnFault.EmailUnverified;
        }

        var found = await FindOrCreateAsync(db, email, role, wasRemoved: login is not null, address, cancellationToken);
        if (found.Account is not { } account)
        {
            return found;
        }

        // An address can pass on to another person: an account belongs to one person of a provider until an administrator unlinks it.
        if (await db.ProviderLogins.AnyAsync(l => l.AccountId == account.Id && l.Issuer == identity.Issuer, cancellationToken))
        {
            return SingleSignOnFault.AccountTaken;
        }

        Link(db, account, login, identity, address);
        return await FollowRoleAsync(db, account, role, address, cancellationToken);
    }

    private async Task<Admission> FindOrCreateAsync(
        RelationSyncDb db, string email, AccountRole? role, bool wasRemoved, string? address, CancellationToken cancellationToken)
    {
        var normalized = EmailAddress.Normalize(email);
        if (await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, cancellationToken) is { } account)
        {
            return Admission.Of(account);
        }

        if (!await db.Accounts.AnyAsync(a => a.Role == AccountRole.Administrator, cancellationToken))
        {
            return SingleSignOnFault.NotSetUp;
        }

        var now = time.GetUtcNow();
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.NormalizedEmail == normalized && i.ExpiresAt > now, cancellationToken);
        if (invitation is null && (wasRemoved || !_options.CreateAccounts))
        {
            return wasRemoved ? SingleSignOnFault.AccountRemoved : SingleSignOnFault.NoAccount;
        }

        account = AccountService.New(email, PasswordHashing.None, role ?? invitation?.Role ?? AccountRole.Support, now);
        db.Add(account);
        if (invitation is not null)
        {
            db.Remove(invitation);
        }

        db.Audit(account, address, AuditAct.AccountCreated, now, ("role", account.Role.ToString()), ("by", invitation is null ? Actor : "invitation"));
        return Admission.Of(account);
    }

    private void Link(RelationSyncDb db, Account account, ProviderLogin? login, ProviderIdentity identity, string? address)
    {
        var now = time.GetUtcNow();
        if (login is null)
        {
            db.Add(new ProviderLogin { Issuer = identity.Issuer, Subject = identity.Subject, AccountId = account.Id, Since = now });
        }
        else
        {
            (login.AccountId, login.Since) = (account.Id, now);
        }

        db.Audit(account, address, AuditAct.SingleSignOnLinked, now, ("issuer", identity.Issuer));
    }

    private async Task<Admission> FollowRoleAsync(RelationSyncDb db, Account account, AccountRole? role, string? address, CancellationToken cancellationToken)
    {
        if (role is not { } wanted || account.Role == wanted)
        {
            return Admission.Of(account);
        }

        if (await LastAdministrator.IsAsync(db, account, cancellationToken))
        {
            return new Admission(account, null, KeepsRole: true);
        }

        db.Audit(Actor, address, AuditAct.AccountRoleChanged, account.Email, time.GetUtcNow(), ("from", account.Role.ToString()), ("to", wanted.ToString()));
        (account.Role, account.SecurityStamp) = (wanted, SecretToken.NewStamp());
        return Admission.Of(account);
    }

    [LoggerMessage(LogLevel.Warning, "Account {Account} stays administrator though the identity provider says {Role}: it is the last one.")]
    private static partial void LogKept(ILogger logger, Guid account, AccountRole? role);
}

/// <summary>The account, or why there is none.</summary>
/// <param name="KeepsRole">The last administrator keeps their role against the provider's word.</param>
internal readonly record struct Admission(Account? Account, SingleSignOnFault? Fault, bool KeepsRole = false)
{
    public static Admission Of(Account account) => new(account, null);

    public static implicit operator Admission(SingleSignOnFault fault) => new(null, fault);
}
