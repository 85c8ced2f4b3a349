using System.Globalization;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;

namespace RelationSync.Benchmarks.Polling;

/// <summary>What happens to one message of Re:lation from its first act to its last, by chance.</summary>
internal sealed class PollLife
{
    private static readonly string[] People = ["sato", "suzuki"];

    private readonly RelationWorld _world;
    private readonly string _tenant;
    private readonly Random _random;
    private readonly List<(TimeSpan After, Func<TenantAct> Act)> _steps = [];
    private long? _ticket;
    private int _box;

    /// <param name="token">A text that is in the message and in nothing else.</param>
    public PollLife(RelationWorld world, string tenant, Random random, string token)
    {
        (_world, _tenant, _random, Token) = (world, tenant, random, token);
        _box = random.Next(1, 3);
        By = People[random.Next(People.Length)];
        Plan();
    }

    public string Token { get; }

    public string By { get; }

    /// <summary>In the box where it began.</summary>
    public long? Message { get; private set; }

    /// <summary>What kind of life it is.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>A push that tells the same, where it is a message or memo that nobody takes back: type, channel, what only that type has.</summary>
    public (string Type, string Channel, string Data)? Push => Kind switch
    {
        "mail" or "approval" => ("message.sent", "mail", $$"""{"subject":"件 {{Token}}","body":"見積書","to":["a@customer.example"]}"""),
        "sms" => ("message.sent", "sms", $$"""{"body":"ご予約 {{Token}}","to":["090-1234-5678"]}"""),
        "memo" => ("memo.recorded", "record", $$"""{"subject":"相談 {{Token}}","body":"契約","responded_at":"{{At(PressedAt)}}","duration_minutes":20,"addressees":[{"email":"a@customer.example"}]}"""),
        _ => null,
    };

    /// <summary>When it was sent or recorded; null: it wasn't yet.</summary>
    public DateTimeOffset? PressedAt { get; private set; }

    /// <summary>In which box it was then.</summary>
    public int PressedIn { get; private set; }

    public static string At(DateTimeOffset? time) => time!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>When its acts are done, each by the clock that the world has.</summary>
    public IEnumerable<(TimeSpan After, Action Do)> Steps => _steps.Select(s => (s.After, new Action(() => Run(s.Act()))));

    private void Run(TenantAct act)
    {
        try
        {
            var (ticket, message) = _world.Do(_tenant, act with { Box = System.Text.Json.JsonSerializer.SerializeToElement(_box) });
            (_ticket, Message) = (ticket, Message ?? message);
            if (act.Op is "send" or "memo" && PressedAt is null)
            {
                (PressedAt, PressedIn) = (_world.Find(_tenant)!.Now, _box);
            }

            if (act.Op == "move_ticket")
            {
                _box = act.ToBox.GetInt32();
            }
        }
        catch (ActRefusedException)
        {
            // The ticket went elsewhere meanwhile: so it would for a person.
        }
    }

    private void Plan()
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2:
                Mail();
                break;
            case 3:
                Sms();
                break;
            case 4:
                Schedule();
                break;
            case 5:
                Approval();
                break;
            case 6 or 7:
                Memo();
                break;
            case 8:
                Call();
                break;
            case 9 or 10:
                Chat();
                break;
            default:
                AutoReply();
                break;
        }

        Afterwards();
    }

    /// <summary>At once, or drafted for a while; perhaps taken back, perhaps sent anew.</summary>
    private void Mail()
    {
        Kind = "mail";
        Step(0, Text("draft"));
        Step(Between(5, 240), () => Again("send") with { SendingMs = _random.Next(3) == 0 ? 20_000 : null });
        if (_random.Next(3) == 0)
        {
            Kind = "mail cancelled";
            // Soon, or so late that no scan's window reaches back to the send.
            Step(_random.Next(4) == 0 ? Between(300, 1_200) : Between(2, 300), () => Again("cancel_send"));
            if (_random.Next(2) == 0)
            {
                Kind = "mail sent anew";
                Step(Between(5, 300), () => Again("send"));
            }
        }
    }

    private void Sms()
    {
        Kind = "sms";
        Step(0, () => new TenantAct { Op = "draft", Channel = "sms", Body = $"ご予約 {Token}", By = By });
        Step(Between(5, 60), () => Again("send"));
    }

    private void Schedule()
    {
        Kind = "schedule";
        Step(0, Text("draft"));
        Step(Between(5, 60), () => Again("schedule") with { ScheduledFor = _world.Find(_tenant)!.Now.AddMinutes(_random.Next(5, 600)) });
        switch (_random.Next(4))
        {
            case 0:
                Kind = "schedule dispatched";
                Step(Between(60, 600), () => Again("dispatch"));
                break;
            case 1:
                Kind = "schedule cancelled";
                Step(Between(5, 300), () => Again("unschedule"));
                break;
            case 2:
                Kind = "schedule anew";
                Step(Between(5, 300), () => Again("unschedule"));
                Step(Between(5, 300), () => Again("schedule") with { ScheduledFor = _world.Find(_tenant)!.Now.AddHours(3) });
                break;
            default:
                break;
        }
    }

    private void Approval()
    {
        Kind = "approval";
        Step(0, Text("draft"));
        Step(Between(5, 60), () => Again("request"));
        if (_random.Next(3) == 0)
        {
            Step(Between(5, 120), () => Again("reject"));
            Step(Between(5, 120), () => Again("request"));
        }

        Step(Between(5, 120), () => Again("approve"));
        Step(Between(5, 120), () => Again("send"));
    }

    private void Memo()
    {
        Kind = "memo";
        var old = TimeSpan.FromHours(_random.Next(2) == 0 ? _random.Next(0, 48) : 0);
        Step(0, () => new TenantAct { Op = "memo", By = By, Title = $"相談 {Token}", RespondedAt = _world.Find(_tenant)!.Now - old, Email = "a@customer.example", Duration = 20 });
        if (_random.Next(3) == 0)
        {
            Step(Between(5, 300), () => Again("memo") with { Body = "追記" });
        }
    }

    private void Call()
    {
        Kind = "call";
        Step(0, () => new TenantAct { Op = "call", Ring = true, Phone = "03-1234-5678", By = By });
        if (_random.Next(3) == 0)
        {
            Kind = "call missed";
            Step(30, () => Again("call") with { Missed = true });
            return;
        }

        Step(Between(10, 300), () => Again("call") with { HangUp = true });
        Step(Between(5, 300), () => Again("call") with { Record = true, Title = $"通話 {Token}" });
    }

    /// <summary>One to three sessions, each well apart; a customer's line in between, an automatic one at the start.</summary>
    private void Chat()
    {
        Kind = "chat";
        var channel = new[] { "line", "chatplus", "yahoo", "r_messe" }[_random.Next(4)];
        Step(0, () => new TenantAct { Op = "utter", Channel = channel, Title = $"チャット {Token}", Email = "a@customer.example" });
        if (channel is "line" or "chatplus" && _random.Next(2) == 0)
        {
            // The others' API doesn't tell an automatic line from a person's.
            Step(1, () => Again("utter") with { Auto = true, By = null });
        }

        for (var session = _random.Next(1, 4); session > 0; session--)
        {
            for (var line = _random.Next(1, 4); line > 0; line--)
            {
                Step(Between(2, 120), () => Again("utter"));
            }

            Step(Between(2, 30), () => Again("utter") with { By = null });
            Step(session > 1 ? Between(660, 900) : 1, null);
        }

        if (_random.Next(2) == 0)
        {
            Step(Between(2, 60), () => Again("end_chat"));
        }
    }

    private void AutoReply()
    {
        Kind = "automatic reply";
        Step(0, () => new TenantAct { Op = "receive", Title = $"質問 {Token}" });
        Step(1, () => new TenantAct { Op = "auto_reply", Ticket = _ticket });
    }

    /// <summary>What may happen to any ticket later, and must change nothing.</summary>
    private void Afterwards()
    {
        switch (_random.Next(8))
        {
            case 0:
                Step(Between(1, 200), () => new TenantAct { Op = "trash", Ticket = _ticket });
                Step(Between(30, 400), () => new TenantAct { Op = "restore", Ticket = _ticket });
                break;
            case 1:
                Step(Between(200, 900), () => new TenantAct { Op = "move_ticket", Ticket = _ticket, ToBox = System.Text.Json.JsonSerializer.SerializeToElement(3 - _box), DelayMs = 1_500 });
                break;
            case 2 when Kind != "automatic reply":
                Step(Between(1, 200), () => new TenantAct { Op = "move_message", Message = Message });
                break;
            case 3:
                Step(Between(1, 300), () => new TenantAct { Op = "assign", Ticket = _ticket, Assignee = People[_random.Next(People.Length)] });
                break;
            default:
                break;
        }
    }

    private Func<TenantAct> Text(string op) => () => new TenantAct { Op = op, By = By, Title = $"件 {Token}", To = "a@customer.example" };

    private TenantAct Again(string op) => new() { Op = op, By = By, Message = Message };

    private double Between(int least, int most) => _random.Next(least, most) + _random.NextDouble();

    private void Step(double after, Func<TenantAct>? act)
    {
        var before = _steps.Count > 0 ? _steps[^1].After : TimeSpan.Zero;
        var at = before + TimeSpan.FromSeconds(after);
        _steps.Add((at, act ?? (() => new TenantAct { Op = "set_status", Ticket = _ticket, StatusCd = "ongoing" })));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} ({Token}, message {Message})");
}
