using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>What a trial read of the latest tickets shows, before anything is connected.</summary>
/// <param name="WithSalesforceUser">Users that have a Salesforce user of their e-mail; null: the inbox has no connection to ask.</param>
/// <param name="ByChannel">Operations that would be taken over, by channel.</param>
/// <param name="ByStep">How many of them have their operator from which step.</param>
public sealed record TrialResult(
    int Tickets,
    int Requests,
    int Users,
    int? WithSalesforceUser,
    IReadOnlyDictionary<string, int> ByChannel,
    IReadOnlyDictionary<OperatorStep, int> ByStep,
    IReadOnlyDictionary<string, int> Held,
    int Automatic);

/// <summary>Reads thirty tickets of the last days and stores nothing of them.</summary>
internal sealed class TrialRead(Commands<TrialRead> commands, Store store, ISecretBox secrets, TenantCalls calls, ChatPages chatPages, SalesforceOrgs orgs, TimeProvider time)
{
    public const int MostTickets = 30;
    public static readonly TimeSpan Days = TimeSpan.FromDays(7);

    private const int MostPagesOfUsers = 10;

    /// <param name="progress">Told how many tickets were read.</param>
    public async Task<Outcome<TrialResult>> RunAsync(
        ClaimsPrincipal user, long inboxId, string subdomain, long boxId, string defaultOperator, BoxRules rules, Action<int>? progress, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } denied)
        {
            return denied;
        }

        var stored = await store.ReadAsync((db, token) => db.RelationTenants.AsNoTracking().SingleOrDefaultAsync(t => t.Subdomain == subdomain, token), cancellationToken);
        if (stored is null || TenantSessions.TokenOf(secrets, stored) is not { } readable)
        {
            return CommandFault.TokenMissing;
        }

        if (!rules.IsValid)
        {
            return CommandFault.RulesInvalid;
        }

        var session = new TenantSession(stored, readable, time);
        var trial = new Trial(session, rules, defaultOperator);
        var refused = await UsersAsync(trial, cancellationToken) ?? await TicketsAsync(trial, boxId, progress, cancellationToken);
        return refused is { } fault
            ? fault
            : trial.Result(await CountSalesforceUsersAsync(inboxId, session.Users, cancellationToken));
    }

    private async Task<CommandFault?> UsersAsync(Trial trial, CancellationToken cancellationToken)
    {
        var users = new List<ApiUser>();
        for (var page = 1; page <= MostPagesOfUsers; page++)
        {
            var answer = await CallAsync(trial, ReadingCall.Users(page), cancellationToken);
            if (!answer.IsGood || ApiReader.Users(answer.Json) is not { } read)
            {
                return ConnectTenant.FaultOf(answer);
            }

            users.AddRange(read);
            if (answer.Json.GetArrayLength() < ReadingCall.UsersPerPage)
            {
                break;
            }
        }

        trial.Session.TakeUsers(users, trial.Session.Now);
        return null;
    }

    private async Task<CommandFault?> TicketsAsync(Trial trial, long boxId, Action<int>? progress, CancellationToken cancellationToken)
    {
        var since = trial.Session.Now - Days;
        var search = await CallAsync(trial, ReadingCall.Search(boxId, new TicketQuery(since, WithSpam: !trial.Session.RefusesSpam), 1), cancellationToken);
        if (!search.IsGood || ApiReader.Hits(search.Json) is not { } hits)
        {
            return ConnectTenant.FaultOf(search);
        }

        foreach (var hit in hits.OrderByDescending(h => h.LastUpdatedAt).Take(MostTickets))
        {
            var answer = await CallAsync(trial, ReadingCall.Ticket(boxId, hit.TicketId), cancellationToken);
            if (answer.Fault is ApiFault.TokenRefused or ApiFault.LimitReached or ApiFault.Unavailable)
            {
                return ConnectTenant.FaultOf(answer);
            }

            if (!answer.IsGood || ApiReader.Ticket(answer.Json) is not { } ticket)
            {
                continue;
            }

            var chats = new Dictionary<long, ApiChat>();
            foreach (var message in ticket.Messages.Where(m => ApiCodes.IsChat(m.Method)))
            {
                trial.Requests++;
                chats[message.MessageId] = (await chatPages.ReadAsync(trial.Session, boxId, ticket.TicketId, message, ChatState.Empty, cancellationToken)).Chat;
            }

            trial.Take(ticket, chats, answer.Date ?? trial.Session.Now, since);
            progress?.Invoke(trial.Tickets);
        }

        return null;
    }

    private Task<ApiAnswer> CallAsync(Trial trial, ReadingCall call, CancellationToken cancellationToken)
    {
        trial.Requests++;
        return calls.CallAsync(trial.Session, call, cancellationToken);
    }

    private async Task<int?> CountSalesforceUsersAsync(long inboxId, UserDirectory users, CancellationToken cancellationToken)
    {
        var connection = await store.ReadAsync(
            (db, token) => db.Connections.Where(c => c.InboxId == inboxId).Select(c => new { c.Id, c.AuthorizationId }).SingleOrDefaultAsync(token), cancellationToken);
        if (connection is null || users.Users.Count == 0)
        {
            return null;
        }

        try
        {
            var emails = users.Users.Select(u => u.Email!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var found = await orgs.Open(connection.AuthorizationId, connection.Id).LookUpAsync(new LookUpQuestion { UserEmails = emails }, cancellationToken);
            return emails.Count(e => found.Users.Any(u => string.Equals(u.Email, e, StringComparison.OrdinalIgnoreCase) || string.Equals(u.Email, e + ".invalid", StringComparison.OrdinalIgnoreCase)));
        }
        catch (SalesforceException)
        {
            // The trial is about Re:lation; what the connection lacks is said elsewhere.
            return null;
        }
    }

    private sealed class Trial(TenantSession session, BoxRules rules, string defaultOperator)
    {
        private readonly Dictionary<string, int> _byChannel = new(StringComparer.Ordinal);
        private readonly Dictionary<OperatorStep, int> _byStep = [];
        private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);
        private int _automatic;

        public TenantSession Session => session;

        public int Requests { get; set; }

        public int Tickets { get; private set; }

        public void Take(ApiTicket ticket, Dictionary<long, ApiChat> chats, DateTimeOffset servedAt, DateTimeOffset since)
        {
            Tickets++;
            var context = new TicketContext(rules.ToMapping(), rules.ToLadder(session.Users, defaultOperator), servedAt, since, null, null, null);
            var reading = TicketMapper.Map(ticket, new Dictionary<long, MessageState>(), chats, context);
            foreach (var state in reading.States.Where(s => s.Stage is MessageStage.Held))
            {
                Count(_held, state.Method);
            }

            _automatic += reading.States.Count(s => s.Stage == MessageStage.Automatic);
            foreach (var operation in reading.Operations)
            {
                if (operation.Type is OperationType.MessageSent or OperationType.MessageScheduled or OperationType.MemoRecorded or OperationType.CallRecorded or OperationType.ChatMessageSent
                    && operation.Operator is { } step)
                {
                    Count(_byStep, step);
                }

                if (operation.Type is OperationType.MessageSent or OperationType.MessageScheduled or OperationType.MemoRecorded or OperationType.CallEnded or OperationType.ChatClosed
                    && OperationReader.Read(System.Text.Json.JsonElement.Parse(operation.Json.Span), servedAt).Operation is { } read)
                {
                    Count(_byChannel, read.Channel.Code);
                }
            }
        }

        public TrialResult Result(int? withSalesforceUser) =>
            new(Tickets, Requests, session.Users.Users.Count, withSalesforceUser, _byChannel, _byStep, _held, _automatic);

        private static void Count<T>(Dictionary<T, int> counts, T what)
            where T : notnull => counts[what] = counts.GetValueOrDefault(what) + 1;
    }
}
