using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;

namespace RelationSync.Simulator.Page;

/// <summary>The page's buttons as acts in a simulated Re:lation, for a portal that reads its API.</summary>
internal sealed class SampleActs(RelationWorld relation, SampleCustomers customers, IConfiguration configuration)
{
    private readonly Lock _gate = new();
    private long? _lastMail;
    private int _number;

    public bool IsConfigured => Chosen() is not null;

    /// <summary>What was done; null if there is nothing to cancel.</summary>
    /// <exception cref="ActRefusedException">The last mail is no longer what it was.</exception>
    public ActResult? Do(string kind)
    {
        lock (_gate)
        {
            _number++;
            var tenant = Chosen()!;
            var customer = customers.Next();
            Actor actor = new(tenant, customer, UserOf(tenant, customer));
            return kind switch
            {
                "mail" => Mail(actor),
                "schedule" => Schedule(actor),
                "cancel" => Cancel(actor),
                "memo" => Memo(actor),
                "call" => Call(actor),
                "chat" => Chat(actor),
                "sms" => Sms(actor),
                _ => null,
            };
        }
    }

    private ActResult Mail(Actor actor)
    {
        var draft = actor.Do("draft", new TenantAct
        {
            At = actor.Now.AddMinutes(-12),
            Title = $"お見積もりの件（{_number}）",
            Body = $"{actor.Customer.Name}様\n\nお世話になっております。\n見積書をお送りします。",
            To = $"{actor.Customer.Name} <{actor.Customer.Email}>",
        });
        _lastMail = draft.MessageId;
        return actor.Do("send", new TenantAct { Message = draft.MessageId });
    }

    private ActResult Schedule(Actor actor) => actor.Do("schedule", new TenantAct
    {
        Title = $"来週の打ち合わせのご案内（{_number}）",
        Body = $"{actor.Customer.Name}様\n\n来週の打ち合わせについてご案内します。",
        To = $"{actor.Customer.Name} <{actor.Customer.Email}>",
        ScheduledFor = actor.Now.AddDays(1),
    });

    private ActResult? Cancel(Actor actor)
    {
        if (_lastMail is not { } message)
        {
            return null;
        }

        _lastMail = null;
        return actor.Do("cancel_send", new TenantAct { Message = message });
    }

    private ActResult Memo(Actor actor) => actor.Do("memo", new TenantAct
    {
        Title = $"来店時のご相談（{_number}）",
        Body = "契約内容についてご相談を受けました。\n担当者から折り返します。",
        Email = actor.Customer.Email,
        Phone = actor.Customer.Phone,
        RespondedAt = actor.Now.AddMinutes(-10),
        Duration = 20,
    });

    private ActResult Call(Actor actor)
    {
        var call = actor.Do("call", new TenantAct { Ring = true, At = actor.Now.AddMinutes(-4), Phone = actor.Customer.Phone });
        return actor.Do("call", new TenantAct
        {
            Message = call.MessageId,
            HangUp = true,
            Record = true,
            Title = $"納期のお問い合わせ（{_number}）",
            Body = "納期についてお問い合わせがありました。\n来週中とお伝えしました。",
        });
    }

    /// <summary>Not LINE, whose API shows no address.</summary>
    private static ActResult Chat(Actor actor)
    {
        var chat = actor.Do("utter", new TenantAct { Channel = "chatplus", Title = "在庫のお問い合わせ", From = actor.Customer.Name, Email = actor.Customer.Email, Text = "在庫はありますか。" }, isOperator: false);
        actor.Do("utter", new TenantAct { Message = chat.MessageId, Text = "在庫がございます。" });
        return actor.Do("end_chat", new TenantAct { Message = chat.MessageId });
    }

    private static ActResult Sms(Actor actor) => actor.Do("send", new TenantAct
    {
        Channel = "sms",
        Body = $"{actor.Customer.Name}様 ご予約は明日10時です。",
        To = actor.Customer.Phone,
    });

    private Tenant? Chosen() => relation.Find(configuration["Simulator:Tenant"] ?? "demo") ?? relation.Tenants.FirstOrDefault();

    private static string? UserOf(Tenant tenant, SampleCustomer customer) =>
        (tenant.Settings.Users.FirstOrDefault(u => u.Email == customer.OperatorEmail) ?? (tenant.Settings.Users is [var first, ..] ? first : null))?.MentionName;

    /// <summary>Somebody of the tenant's first box, and the customer it is about. Their ticket is theirs: the API shows its assignee and no sender.</summary>
    private sealed record Actor(Tenant Tenant, SampleCustomer Customer, string? User)
    {
        public DateTimeOffset Now { get; } = Tenant.Now;

        public ActResult Do(string op, TenantAct act, bool isOperator = true)
        {
            var box = System.Text.Json.JsonSerializer.SerializeToElement(1);
            var done = ActRunner.Run(Tenant, act with { Op = op, Box = box, By = isOperator ? User : null });
            if (act.Message is null && User is not null)
            {
                ActRunner.Run(Tenant, new TenantAct { Op = "assign", Box = box, Ticket = done.TicketId, By = User });
            }

            return done;
        }
    }
}
