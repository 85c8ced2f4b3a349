using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// What has to be remembered from one static page to the next: encrypted cookies of a few minutes, each for one account
/// and only as long as its stamp stays the same. None of them is a session.
/// </summary>
internal sealed class AccountTickets(IDataProtectionProvider protection, PortalCookies cookies, TimeProvider time)
{
    public void Write(HttpContext context, TicketKind kind, Account account, string content = "")
    {
        var ticket = new Ticket(account.Id, account.SecurityStamp, time.GetUtcNow() + LifetimeOf(kind), content);
        context.Response.Cookies.Append(cookies.Ticket(kind), For(kind).Protect(JsonSerializer.Serialize(ticket)), cookies.Lasting(context, LifetimeOf(kind)));
    }

    /// <summary>Whom the browser has one for, or null. Whether the stamp still holds is for the caller to see.</summary>
    public (Guid AccountId, string Stamp)? Find(HttpContext context, TicketKind kind) =>
        Read(context, kind) is { } ticket ? (ticket.AccountId, ticket.Stamp) : null;

    /// <summary>What the browser was given for that account as it is now, or null.</summary>
    public string? Find(HttpContext context, TicketKind kind, Account account) =>
        Read(context, kind) is { } ticket && ticket.AccountId == account.Id && ticket.Stamp == account.SecurityStamp ? ticket.Content : null;

    public void Forget(HttpContext context, TicketKind kind) =>
        context.Response.Cookies.Delete(cookies.Ticket(kind), cookies.Lasting(context, TimeSpan.Zero));

    private static TimeSpan LifetimeOf(TicketKind kind) => kind switch
    {
        TicketKind.SignIn => TimeSpan.FromMinutes(5),
        TicketKind.Enrolment => TimeSpan.FromMinutes(15),
        TicketKind.RecoveryCodes => TimeSpan.FromMinutes(5),
        TicketKind.Confirmed => TimeSpan.FromMinutes(5),
        TicketKind.PasskeyChallenge => PasskeyChallenges.Lifetime,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private IDataProtector For(TicketKind kind) => protection.CreateProtector("RelationSync.AccountTicket.v1", kind.ToString());

    private Ticket? Read(HttpContext context, TicketKind kind)
    {
        try
        {
            var ticket = context.Request.Cookies[cookies.Ticket(kind)] is { } cookie ? JsonSerializer.Deserialize<Ticket>(For(kind).Unprotect(cookie)) : null;
            return ticket is not null && time.GetUtcNow() < ticket.ExpiresAt ? ticket : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Ticket(Guid AccountId, string Stamp, DateTimeOffset ExpiresAt, string Content);
}
