using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Everybody who may sign in, and who was asked to.</summary>
internal sealed class BrowsePeople(Store store, TimeProvider time)
{
    public Task<PeopleView> RunAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) => new PeopleView(
            await db.Accounts.OrderBy(a => a.NormalizedEmail)
                .Select(a => new PersonView(
                    a.Id, a.Email, a.Role, a.Language, a.CreatedAt, a.LastSignInAt, a.SecondFactorProtected != null || a.Passkeys.Any())
                {
                    IsLinked = db.ProviderLogins.Any(l => l.AccountId == a.Id),
                }).ToListAsync(token),
            await db.Invitations.OrderBy(i => i.NormalizedEmail)
                .Select(i => new InvitationView(i.Id, i.Email, i.Role, i.ExpiresAt)).ToListAsync(token),
            time.GetUtcNow()),
        cancellationToken);
}

/// <summary>What the people's page shows.</summary>
public sealed record PeopleView(IReadOnlyList<PersonView> People, IReadOnlyList<InvitationView> Invitations, DateTimeOffset At)
{
    public bool IsLastAdministrator(PersonView person) =>
        person.Role is AccountRole.Administrator && People.Count(p => p.Role is AccountRole.Administrator) == 1;
}

/// <summary>An account.</summary>
public sealed record PersonView(Guid Id, string Email, AccountRole Role, string? Language, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, bool HasSecondFactor)
{
    /// <summary>Linked to a person of the identity provider.</summary>
    public bool IsLinked { get; init; }
}

/// <summary>An invitation that nobody has accepted yet.</summary>
public sealed record InvitationView(Guid Id, string Email, AccountRole Role, DateTimeOffset ExpiresAt);
