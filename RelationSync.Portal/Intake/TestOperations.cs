using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Sends a sample through the intake (R-T15), and takes it back. Its id is stored first: that, and nothing that a sender
/// can write, makes an operation a test.
/// </summary>
internal sealed class TestOperations(Commands<TestOperations> commands, IOperationIntake intake, TimeProvider time)
{
    /// <summary>One test per inbox in this time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const string Subject = "RelationSync テスト操作 / test operation";
    private const string Body = "受信箱の画面から送ったテストです。\nSent from the inbox page as a test.";
    private const int LongestAddress = 320;

    /// <summary>Sends one sample mail; its operator is the administrator who asks.</summary>
    /// <param name="address">The customer's address; empty: none.</param>
    /// <returns>The action that it becomes.</returns>
    public async Task<Outcome<Guid>> SendAsync(ClaimsPrincipal user, long inboxId, string address, CancellationToken cancellationToken)
    {
        var id = TestOperation.IdPrefix + Guid.NewGuid().ToString("N");
        var stored = await commands.RunAsync<Guid>(
            user,
            Permission.Manage,
            async (db, token) => address.Trim().Length > LongestAddress ? CommandFault.TestAddressTooLong : await AnnounceAsync(db, user, inboxId, id, token),
            cancellationToken);
        if (stored.Fault is null)
        {
            var data = new JsonObject { ["subject"] = Subject, ["body"] = Body, ["to"] = new JsonArray([.. Addresses(address)]) };
            await AcceptAsync(inboxId, Json(id, id, "message.sent", user, data), cancellationToken);
        }

        return stored;
    }

    /// <summary>Cancels the sending of the last test, which withdraws its Event. Null: done.</summary>
    public async Task<CommandFault?> WithdrawAsync(ClaimsPrincipal user, long inboxId, CancellationToken cancellationToken)
    {
        var id = TestOperation.IdPrefix + Guid.NewGuid().ToString("N");
        var outcome = await commands.RunAsync<string>(user, Permission.Manage, (db, token) => AnnounceCancelAsync(db, inboxId, id, token), cancellationToken);
        if (outcome.Value is not { } activity)
        {
            return outcome.Fault;
        }

        await AcceptAsync(inboxId, Json(id, activity, "message.send_cancelled", user, []), cancellationToken);
        return null;
    }

    private async Task<Outcome<Guid>> AnnounceAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, string id, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        var now = time.GetUtcNow();
        if (!inbox.IsTest && !await db.Connections.AnyAsync(c => c.InboxId == inboxId, cancellationToken))
        {
            return CommandFault.TestNotConnected;
        }

        var earliest = now - Pause;
        if (await db.TestOperations.AnyAsync(t => t.InboxId == inboxId && t.At > earliest, cancellationToken))
        {
            return CommandFault.TestTooSoon;
        }

        var action = ActionKeys.OfAction(inbox.Key, Channel.Mail, id, id);
        db.Add(new TestOperation { IdHash = ActionKeys.OfOperation(inbox.Key, id), InboxId = inboxId, ActionId = action, At = now });
        db.Audit(user, AuditAct.TestOperationSent, inbox.Key, now);
        return action;
    }

    /// <summary>The activity of the last test; its cancel is stored as a test too, and isn't counted as one of its own.</summary>
    private static async Task<Outcome<string>> AnnounceCancelAsync(RelationSyncDb db, long inboxId, string id, CancellationToken cancellationToken)
    {
        if (await db.TestOperations.Where(t => t.InboxId == inboxId).OrderByDescending(t => t.At).FirstOrDefaultAsync(cancellationToken) is not { } last
            || await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox
            || await db.Actions.SingleOrDefaultAsync(a => a.Id == last.ActionId, cancellationToken) is not { } action)
        {
            return CommandFault.TestMissing;
        }

        db.Add(new TestOperation { IdHash = ActionKeys.OfOperation(inbox.Key, id), InboxId = inboxId, ActionId = last.ActionId, At = last.At });
        return action.ActivityId;
    }

    private async Task AcceptAsync(long inboxId, byte[] json, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var operation = IntakeEndpoint.Read(json, now).Operation ?? throw new InvalidOperationException("A test operation can't be read.");
        await intake.AcceptAsync(inboxId, [new IncomingOperation(operation, json, now)], cancellationToken);
    }

    private byte[] Json(string id, string activity, string type, ClaimsPrincipal user, JsonObject data) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["id"] = id,
        ["type"] = type,
        ["channel"] = Channel.Mail.Code,
        ["activity_id"] = activity,
        ["occurred_at"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["operator"] = new JsonObject { ["email"] = user.Identity?.Name },
        ["data"] = data,
    }.ToJsonString());

    private static IEnumerable<JsonNode> Addresses(string address) => string.IsNullOrWhiteSpace(address) ? [] : [JsonValue.Create(address.Trim())];
}
