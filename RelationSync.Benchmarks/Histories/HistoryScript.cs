using System.Globalization;
using System.Text;

namespace RelationSync.Benchmarks.Histories;

/// <summary>Makes up activities, with what the rules want of each (R-T, R-O1, R-M3, R-M4): told by who did what, never derived.</summary>
internal sealed class HistoryScript(Random random)
{
    private static readonly TimeSpan Reordering = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan ReorderGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SendCancelGrace = TimeSpan.FromSeconds(60);

    private readonly HashSet<string> _isSend = new(StringComparer.Ordinal);
    private List<HistoryOperation> _operations = [];
    private List<HistoryWish> _wishes = [];
    private string _name = "";
    private TimeSpan _shift;

    /// <param name="number">Of the activity, from 1.</param>
    /// <param name="inbox">From 1.</param>
    /// <param name="begins">When its user begins, since the start.</param>
    public IEnumerable<HistoryActivity> Make(int number, int inbox, TimeSpan begins)
    {
        var customer = Any(HistoryPeople.Customers);
        var person = random.Next(3) == 0 ? Any(HistoryPeople.Unknown) : HistoryPeople.Known;
        switch (random.Next(14))
        {
            case 0 or 1 or 2 or 3:
                return [Mail(number, inbox, begins, customer, person)];
            case 4:
                return Twins(number, inbox, begins, customer, person);
            case 5:
                return [Cancelled(number, inbox, begins, customer, person, 5 + random.Next(50))];
            case 6:
                return [Cancelled(number, inbox, begins, customer, person, 70 + random.Next(200))];
            case 7:
                return [SentAgain(number, inbox, begins, customer, person)];
            case 8:
                return [Scheduled(number, inbox, begins, customer, person)];
            case 9:
                return [Broadcast(number, inbox, begins, customer, person)];
            case 10:
                return [Memo(number, inbox, begins, customer, person)];
            case 11 or 12:
                return [Call(number, inbox, begins, customer, person)];
            default:
                return [Chat(number, inbox, begins, customer, person)];
        }
    }

    /// <summary>A plain mail, handed in as it is sent.</summary>
    public HistoryActivity Mail(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person, string? words = null)
    {
        Begin(number);
        var sent = Send(words ?? Token(0), 0, at, customer, person);
        Want(words ?? Token(0), true, Subject("メール"), person, customer, at - TimeSpan.FromMinutes(2), at, sent);
        return End(inbox);
    }

    /// <summary>Two mails that say the same to the same customer in the same minute, in one inbox or two.</summary>
    private HistoryActivity[] Twins(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        var words = $"#t{number}#";
        return [Mail(number, inbox, at, customer, person, words),
            Mail(number + 100, random.Next(2) == 0 ? inbox : 3 - inbox, at, customer, person, words)];
    }

    private HistoryActivity Cancelled(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person, int after)
    {
        Begin(number);
        var sent = Send(Token(0), 0, at, customer, person);
        Operation("message.send_cancelled", "mail", 1, at + TimeSpan.FromSeconds(after), null, "{}");
        Want(Token(0), false, Subject("メール"), person, customer, at - TimeSpan.FromMinutes(2), at, sent);
        return End(inbox);
    }

    private HistoryActivity SentAgain(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        Begin(number);
        var again = at + TimeSpan.FromSeconds(90 + random.Next(90));
        var first = Send(Token(0), 0, at, customer, person);
        Operation("message.send_cancelled", "mail", 1, at + TimeSpan.FromSeconds(10 + random.Next(60)), null, "{}");
        var second = Send(Token(2), 2, again, customer, person);
        Want(Token(0), false, Subject("メール"), person, customer, at - TimeSpan.FromMinutes(2), at, first);
        Want(Token(2), true, Subject("メール"), person, customer, again - TimeSpan.FromMinutes(2), again, second);
        return End(inbox);
    }

    /// <summary>The press is the trigger: neither its cancel nor the dispatch changes anything.</summary>
    private HistoryActivity Scheduled(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        Begin(number);
        var data = Message(Token(0), at, customer, $$""", "scheduled_for": "{{Time(at + TimeSpan.FromMinutes(4))}}" """);
        var press = Operation("message.scheduled", "mail", 0, at, person, data);
        if (random.Next(2) == 0)
        {
            Operation("message.schedule_cancelled", "mail", 1, at + TimeSpan.FromSeconds(5 + random.Next(100)), null, "{}");
        }
        else
        {
            Operation("message.dispatched", "mail", 1, at + TimeSpan.FromMinutes(4), null, "{}");
        }

        Want(Token(0), true, Subject("メール"), person, customer, at - TimeSpan.FromMinutes(2), at, press);
        return End(inbox);
    }

    private HistoryActivity Broadcast(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        Begin(number);
        Operation("message.sent", "mail", 0, at, person, Message(Token(0), at, customer, ", \"broadcast\": true"));
        return End(inbox);
    }

    private HistoryActivity Memo(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        Begin(number);
        var began = at - TimeSpan.FromMinutes(40);
        var first = Operation("memo.recorded", "record", 0, at, person, Data(Token(0)));
        Want(Token(0), true, Subject("応対メモ"), person, customer, began, began + TimeSpan.FromMinutes(25), first);
        if (random.Next(2) == 0)
        {
            // Later than any repeat of the first.
            var again = Operation("memo.recorded", "record", 1, at + TimeSpan.FromMinutes(1 + random.Next(3)), person, Data(Token(1)));
            Want(Token(1), false, Subject("応対メモ"), person, customer, began, began + TimeSpan.FromMinutes(25), first);
            _wishes[^1] = _wishes[^1] with { ReEdit = again, HeldUntil = _operations[^1].At + ReorderGrace };
        }

        return End(inbox);

        string Data(string words) =>
            $$"""{ "subject": "件{{number}}", "body": "{{words}}", "responded_at": "{{Time(began)}}", "duration_minutes": 25, "addressees": [ { "contact": { "default_email": "{{customer.Email}}" } } ] }""";
    }

    private HistoryActivity Call(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        Begin(number);
        var (began, note) = (at - TimeSpan.FromMinutes(5), at + TimeSpan.FromSeconds(random.Next(120) - 60));
        var end = Operation(
            "call.ended", "call", 0, at, person, $$"""{ "direction": "inbound", "started_at": "{{Time(began)}}", "ended_at": "{{Time(at)}}", "phone": "{{customer.Phone}}" }""");
        if (random.Next(4) == 0)
        {
            // Half a call waits.
            return End(inbox);
        }

        var recorded = Operation("call.recorded", "call", 1, note, person, $$"""{ "subject": "件{{number}}", "body": "{{Token(0)}}" }""");
        Want(Token(0), true, Subject("通話メモ"), person, customer, began, at, end, recorded);
        return End(inbox);
    }

    private HistoryActivity Chat(int number, int inbox, TimeSpan at, HistoryCustomer customer, string person)
    {
        Begin(number);
        var closed = at + TimeSpan.FromSeconds(50);
        var opening = Operation("chat.opened", "line", 0, at, null, "{}");
        var hasMessage = random.Next(3) > 0;
        var message = hasMessage ? Operation("chat.message_sent", "line", 1, at + TimeSpan.FromSeconds(20), person, """{ "text": "はい" }""") : "";
        var closing = Operation(
            "chat.closed", "line", 2, closed, null,
            $$"""{ "subject": "件{{number}}", "bubbles": [ { "at": "{{Time(at)}}", "author": "客", "text": "{{Token(0)}}" } ], "contacts": [ { "default_email": "{{customer.Email}}" } ] }""");
        if (hasMessage)
        {
            Want(Token(0), true, Subject("LINE"), person, customer, at, closed, opening, message, closing);
        }

        return End(inbox);
    }

    private void Begin(int number)
    {
        (_operations, _wishes, _name) = ([], [], string.Create(CultureInfo.InvariantCulture, $"a{number}"));
        _shift = random.Next(2) == 0 ? TimeSpan.Zero : Reordering * random.NextDouble();
    }

    private HistoryActivity End(int inbox) => new(_name, inbox, _operations, _wishes);

    private string Send(string words, int number, TimeSpan at, HistoryCustomer customer, string person)
    {
        var id = Operation("message.sent", "mail", number, at, person, Message(words, at, customer, ""));
        _isSend.Add(id);
        return id;
    }

    private string Operation(string type, string channel, int number, TimeSpan at, string? person, string data)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_name}-{number}");
        var by = person is null ? "" : $$""", "operator": { "email": "{{person}}", "name": "{{person[..4]}}" }""";
        var json = $$"""{ "id": "{{id}}", "type": "{{type}}", "channel": "{{channel}}", "activity_id": "{{_name}}", "occurred_at": "{{Time(at)}}"{{by}}, "data": {{data}} }""";
        // The earlier ones of an activity may be overtaken by later ones.
        _operations.Add(new HistoryOperation(id, Encoding.UTF8.GetBytes(json), at + (number == 0 ? _shift : Reordering * random.NextDouble() * 0.2),
            random.Next(5) == 0));
        return id;
    }

    private void Want(string token, bool isWanted, string subject, string person, HistoryCustomer customer, TimeSpan start, TimeSpan end,
        params IReadOnlyList<string> trigger)
    {
        var held = _operations.Where(o => trigger.Contains(o.Id)).Max(o => o.At) + ReorderGrace;
        var isSend = _isSend.Contains(trigger[0]);
        _wishes.Add(new HistoryWish(token, isWanted, subject, person, customer.WhoId, start, end, trigger)
        {
            HeldUntil = isSend && end + SendCancelGrace > held ? end + SendCancelGrace : held,
        });
    }

    /// <summary>Twins say the same in everything.</summary>
    private static string Message(string words, TimeSpan at, HistoryCustomer customer, string more) =>
        $$"""{ "subject": "件", "body": "{{words}}", "draft_saved_at": "{{Time(at - TimeSpan.FromMinutes(2))}}", "to": ["{{customer.Email}}"]{{more}} }""";

    private string Subject(string label) => label is "メール" ? "【メール】件" : $"【{label}】件{_name[1..]}";

    private string Token(int number) => string.Create(CultureInfo.InvariantCulture, $"#{_name}-{number}#");

    private T Any<T>(T[] of) => of[random.Next(of.Length)];

    private static string Time(TimeSpan at) => (HistoryClock.Start + at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
