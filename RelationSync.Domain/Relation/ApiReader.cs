using System.Globalization;
using System.Text.Json;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Relation;

/// <summary>
/// Reads answers of Re:lation's API leniently: unknown members are skipped, null counts as absent, one broken message
/// costs only itself. Null where an answer as a whole isn't what the call answers.
/// </summary>
public static class ApiReader
{
    /// <summary>A whole ticket.</summary>
    public static ApiTicket? Ticket(JsonElement answer)
    {
        if (Fields.Of(answer) is not { } ticket
            || ticket.Id("ticket_id") is not { } id
            || ticket.Time("last_updated_at") is not { } updated
            || !LenientJson.TryFind(answer, "messages", out var messages)
            || messages.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var (read, broken) = All(messages, Message);
        var assignee = ticket.Text("assignee");
        return new ApiTicket(id, Blank(assignee), Blank(ticket.Text("status_cd")), updated, read, broken);
    }

    /// <summary>A page of a search.</summary>
    public static IReadOnlyList<TicketHit>? Hits(JsonElement answer) => List(
        answer,
        hit => hit.Id("ticket_id") is { } id && hit.Time("last_updated_at") is { } updated ? new TicketHit(id, updated) : null);

    public static IReadOnlyList<ApiBox>? Boxes(JsonElement answer) => List(
        answer,
        box => box.Id("message_box_id") is { } id ? new ApiBox(id, box.Text("name")) : null);

    public static IReadOnlyList<ApiUser>? Users(JsonElement answer) => List(
        answer,
        user => user.Text("mention_name") is { Length: > 0 } mention
            ? new ApiUser(mention, Blank(user.Text("email").Trim()), user.Text("last_name"), user.Text("first_name"), user.Text("status_cd"))
            : null);

    /// <summary>A page of a chat. The id of an utterance is named after its provider.</summary>
    public static ApiChat? Chat(JsonElement answer, string method)
    {
        if (Fields.Of(answer) is not { } chat || !LenientJson.TryFind(answer, "conversations", out var conversations) || conversations.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var (read, broken) = All(conversations, u => Utterance(u, method));
        return new ApiChat(Blank(chat.Text("email")), read, broken);
    }

    /// <summary>The names of a ticket's members and of its messages', without their values.</summary>
    public static IReadOnlySet<string> MemberNames(JsonElement ticket)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (ticket.ValueKind == JsonValueKind.Object)
        {
            names.UnionWith(NamesOf(ticket));
            if (LenientJson.TryFind(ticket, "messages", out var messages) && messages.ValueKind == JsonValueKind.Array)
            {
                names.UnionWith(messages.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.Object).SelectMany(NamesOf));
            }
        }

        return names;
    }

    private static IEnumerable<string> NamesOf(JsonElement value) => value.EnumerateObject().Select(p => LenientJson.NameOf(p));

    private static ApiMessage? Message(Fields m)
    {
        var read = m.Id("message_id") is { } id
            && m.Text("method_cd") is { Length: > 0 } method
            && m.Text("action_cd") is { Length: > 0 } action
            && m.Time("created_at") is { } created
            ? new ApiMessage(
                id,
                method,
                action,
                m.Text("from"),
                m.Text("to"),
                m.Text("cc"),
                m.Text("bcc"),
                m.Text("title"),
                m.Text("body"),
                m.Flag("is_html"),
                m.Time("sent_at"),
                created,
                m.Time("last_updated_at") ?? created,
                m.List("comments", Comment))
            : null;
        return m.IsSound ? read : null;
    }

    private static ApiComment? Comment(Fields c) =>
        c.Text("commenter") is { Length: > 0 } who && c.Time("commented_at") is { } at ? new ApiComment(who, c.Text("comment_type"), at) : null;

    private static ApiUtterance? Utterance(Fields u, string method)
    {
        var id = u.Id($"{method}_conversation_id")?.ToString(CultureInfo.InvariantCulture) ?? u.Text($"{method}_conversation_id");
        var read = id.Length > 0 && u.Text("action_cd") is { } action && ApiCodes.IsKnownAction(action) && u.Time("sent_at") is { } at
            ? new ApiUtterance(id, action, Blank(u.Text("speaker_name")), Blank(u.Text("sent_by")), u.Flag("auto_send"), at, TextOf(u))
            : null;
        return u.IsSound ? read : null;
    }

    /// <summary>An utterance without words shows its file.</summary>
    private static string TextOf(Fields u) => u.Text("note") is { Length: > 0 } note ? note : u.Text("file_name");

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private static IReadOnlyList<T>? List<T>(JsonElement answer, Func<Fields, T?> read)
        where T : class => answer.ValueKind == JsonValueKind.Array ? All(answer, read).Read : null;

    private static (IReadOnlyList<T> Read, int Broken) All<T>(JsonElement array, Func<Fields, T?> read)
        where T : class
    {
        var (all, broken) = (new List<T>(), 0);
        foreach (var element in array.EnumerateArray())
        {
            if (Fields.Of(element) is { } fields && read(fields) is { } one)
            {
                all.Add(one);
            }
            else
            {
                broken++;
            }
        }

        return (all, broken);
    }

    /// <summary>The members of an object. One of another kind than it should be makes the object unsound.</summary>
    private sealed class Fields(JsonElement element)
    {
        public bool IsSound { get; private set; } = true;

        public static Fields? Of(JsonElement element) => element.ValueKind == JsonValueKind.Object ? new Fields(element) : null;

        public string Text(string name)
        {
            if (!LenientJson.TryFind(element, name, out var value))
            {
                return "";
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return LenientJson.Text(value, out _).Replace("\0", "", StringComparison.Ordinal);
            }

            IsSound &= name.EndsWith("_conversation_id", StringComparison.Ordinal);
            return "";
        }

        /// <summary>A positive integer, as a number or as its digits.</summary>
        public long? Id(string name)
        {
            if (!LenientJson.TryFind(element, name, out var value))
            {
                return null;
            }

            return value.ValueKind switch
            {
                JsonValueKind.Number when value.TryGetInt64(out var number) && number > 0 => number,
                JsonValueKind.String when long.TryParse(LenientJson.Text(value, out _), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
                _ => null,
            };
        }

        public bool Flag(string name)
        {
            if (!LenientJson.TryFind(element, name, out var value))
            {
                return false;
            }

            IsSound &= value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            return value.ValueKind == JsonValueKind.True;
        }

        public DateTimeOffset? Time(string name)
        {
            if (!LenientJson.TryFind(element, name, out var value))
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(LenientJson.Text(value, out _), out var time))
            {
                return time;
            }

            IsSound = false;
            return null;
        }

        public IReadOnlyList<T> List<T>(string name, Func<Fields, T?> read)
            where T : class =>
            LenientJson.TryFind(element, name, out var value) && value.ValueKind == JsonValueKind.Array ? All(value, read).Read : [];
    }
}
