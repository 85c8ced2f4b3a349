using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Notifications;

public sealed class WebhookDeliveryTests : NotificationsTests
{
    private WebhookReceiver _receiver = null!;
    private string _secret = null!;
    private Guid _id;

    public override async Task InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), _receiver.Url, default);
        (_secret, _id) = (made.Value!.Secret, made.Value.Id);
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support", name: "サポート"), c => c.Authorization.GoneAt = TestStore.Now);
        await Fixture.EvaluateAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Alert_IsPostedSignedWithItsFactsAndAText()
    {
        await Fixture.DeliverAsync();

        var post = Assert.Single(_receiver.Received);
        Assert.True(post.IsSignedWith(_secret));
        Assert.Equal(("/hooks/T0KEN", $"msg_{Fixture.Deliveries[0].Id:N}"), (post.Path, post.Id));
        Assert.Equal(TestStore.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), post.Timestamp);
        Assert.Equal("relationsync.alert", post.Json.GetProperty("type").GetString());
        Assert.Equal("2026-11-24T05:30:00Z", post.Json.GetProperty("timestamp").GetString());
        var told = Assert.Single(post.Json.GetProperty("data").GetProperty("events").EnumerateArray());
        Assert.Equal(
            ("authorization_gone", "began", "support", "サポート"),
            (told.GetProperty("condition").GetString(), told.GetProperty("phase").GetString(), told.GetProperty("inbox").GetString(), told.GetProperty("inbox_name").GetString()));
        Assert.StartsWith("https://sync.example.com/connections/", told.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Contains("認証が切れています", post.Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((DeliveryStatus.Delivered, 1), (Fixture.Deliveries[0].Status, Fixture.Deliveries[0].Attempts));
    }

    [Fact]
    public async Task Failure_IsTriedAgainUnderTheSameId_AndOnceDeliveredNoMore()
    {
        _receiver.Answer = Status(500);
        await Fixture.DeliverAsync();
        Assert.Equal((DeliveryStatus.Waiting, DeliveryFault.AnswerRefused, "HTTP 500"), Outcome);

        _receiver.Answer = Status(200);
        await Fixture.DeliverAsync(TimeSpan.FromMinutes(1));
        await Fixture.DeliverAsync(TimeSpan.FromHours(5));

        Assert.Equal(2, _receiver.Received.Count);
        Assert.Single(_receiver.Received.Select(r => r.Id).Distinct());
        Assert.Single(_receiver.Received.Select(r => r.Body).Distinct());
        Assert.Equal(2, _receiver.Received.Select(r => r.Timestamp).Distinct().Count());
        Assert.Equal((DeliveryStatus.Delivered, null, null), Outcome);
    }

    [Fact]
    public async Task Failure_ForADay_IsGivenUpAtItsEnd()
    {
        _receiver.Answer = Status(503);
        var times = Fixture.Get<DeliveryTimes>();
        var began = Fixture.Time.GetUtcNow();
        while (Outcome.Status is DeliveryStatus.Waiting)
        {
            await Fixture.DeliverAsync(TimeSpan.FromMinutes(10));
            Assert.True(Fixture.Time.GetUtcNow() - began <= times.GiveUpAfter);
        }

        Assert.Equal(times.GiveUpAfter, Fixture.Time.GetUtcNow() - began);
        Assert.InRange(_receiver.Received.Count, 13, 60);
        await Fixture.DeliverAsync(TimeSpan.FromDays(2));
        Assert.Equal((DeliveryStatus.GivenUp, DeliveryFault.AnswerRefused, "HTTP 503"), Outcome);
    }

    [Fact]
    public async Task Attempt_BrokenOffWithItsProcess_IsTakenUpAfterItsClaim()
    {
        Fixture.Change<NotificationDelivery>(d => (d.Attempts, d.DueAt) = (1, TestStore.Now + Fixture.Get<DeliveryTimes>().Claim));

        await Fixture.DeliverAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_receiver.Received);

        await Fixture.DeliverAsync(TimeSpan.FromMinutes(1));
        Assert.Single(_receiver.Received);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var other = await WebhookReceiver.StartAsync();
        _receiver.Answer = context =>
        {
            context.Response.Redirect(other.Url, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        await Fixture.DeliverAsync();

        Assert.Empty(other.Received);
        Assert.Equal((DeliveryStatus.Waiting, DeliveryFault.Redirected, "HTTP 307"), Outcome);
    }

    [Fact]
    public async Task Connection_Dropped_IsNotReached()
    {
        _receiver.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        await Fixture.DeliverAsync();

        Assert.Equal((DeliveryStatus.Waiting, DeliveryFault.NotReached, null), Outcome);
    }

    [Fact]
    public async Task Receiver_ThatHangs_IsLeftAfterHalfAMinute()
    {
        _receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var delivering = Fixture.DeliverAsync();
        while (_receiver.Received.IsEmpty)
        {
            await Task.Delay(10);
        }

        Fixture.Time.Advance(Fixture.Get<DeliveryTimes>().Attempt);
        await delivering;

        Assert.Equal((DeliveryStatus.Waiting, DeliveryFault.TimedOut, null), Outcome);
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsNotRead()
    {
        var aborted = new TaskCompletionSource();
        _receiver.Answer = async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[65536]);
            }
        };

        await Fixture.DeliverAsync();
        await aborted.Task;

        Assert.Equal(DeliveryStatus.Delivered, Outcome.Status);
    }

    [Fact]
    public async Task Receiver_ThatIsGone_IsGivenUpAtOnce()
    {
        _receiver.Answer = Status(410);

        await Fixture.DeliverAsync();

        Assert.Equal((DeliveryStatus.GivenUp, DeliveryFault.ReceiverGone, "HTTP 410"), Outcome);
    }

    [Fact]
    public async Task Rotation_SignsWithBothForADay()
    {
        var fresh = (await Fixture.Get<ChangeWebhooks>().RotateAsync(Fixture.SignIn(), _id, default)).Value!.Secret;
        await Fixture.DeliverAsync();
        Assert.True(_receiver.Received.Last().IsSignedWith(_secret));
        Assert.True(_receiver.Received.Last().IsSignedWith(fresh));

        Fixture.Time.Advance(TimeSpan.FromHours(24));
        await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), _id, default);
        await Fixture.Get<DeliveryPump>().WhenIdleAsync();
        Assert.False(_receiver.Received.Last().IsSignedWith(_secret));
        Assert.True(_receiver.Received.Last().IsSignedWith(fresh));
        Assert.Equal("relationsync.test", _receiver.Received.Last().Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Test_ThatFails_IsNotTriedAgain()
    {
        _receiver.Answer = Status(404);
        await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), _id, default);
        await Fixture.Get<DeliveryPump>().WhenIdleAsync();

        var test = Fixture.Deliveries.Single(d => d.IsTest);
        Assert.Equal((DeliveryStatus.GivenUp, 1, "HTTP 404"), (test.Status, test.Attempts, test.FaultCode));
    }

    [Fact]
    public async Task Webhook_Removed_GetsNothingMore()
    {
        await Fixture.Get<ChangeWebhooks>().RemoveAsync(Fixture.SignIn(), _id, default);

        await Fixture.DeliverAsync();

        Assert.Empty(_receiver.Received);
        Assert.Equal((DeliveryStatus.GivenUp, DeliveryFault.ChannelGone, null), Outcome);
    }

    [Fact]
    public async Task PrivateAddress_WhereNotAllowed_IsRefusedAtTheConnection()
    {
        Fixture.Options.AllowPrivateAddresses = false;

        await Fixture.DeliverAsync();

        Assert.Empty(_receiver.Received);
        Assert.Equal((DeliveryStatus.Waiting, DeliveryFault.AddressRefused, null), Outcome);
    }

    [Fact]
    public async Task Name_ThatTurnsToAPrivateAddress_IsRefused()
    {
        Fixture.Options.AllowPrivateAddresses = false;
        Fixture.Names["rebind.test"] = [IPAddress.Parse("::ffff:127.0.0.1"), IPAddress.Parse("169.254.169.254")];
        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://rebind.test/", default);

        await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), made.Value!.Id, default);
        await Fixture.Get<DeliveryPump>().WhenIdleAsync();

        Assert.Equal(DeliveryFault.AddressRefused, Fixture.Deliveries.Single(d => d.IsTest).Fault);
    }

    [Fact]
    public async Task PlainHttp_ToAPublicAddress_IsRefusedEvenWherePrivateOnesAreAllowed()
    {
        Fixture.Names["public.test"] = [IPAddress.Parse("8.8.8.8")];
        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "http://public.test/", default);

        await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), made.Value!.Id, default);
        await Fixture.Get<DeliveryPump>().WhenIdleAsync();

        Assert.Equal(DeliveryFault.AddressRefused, Fixture.Deliveries.Single(d => d.IsTest).Fault);
    }

    [Fact]
    public async Task Name_ThatDoesNotExist_IsSaidSo()
    {
        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://nowhere.test/", default);

        await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), made.Value!.Id, default);
        await Fixture.Get<DeliveryPump>().WhenIdleAsync();

        Assert.Equal(DeliveryFault.HostUnknown, Fixture.Deliveries.Single(d => d.IsTest).Fault);
    }

    private (DeliveryStatus Status, DeliveryFault? Fault, string? Code) Outcome
    {
        get
        {
            var delivery = Fixture.Deliveries.Single(d => !d.IsTest);
            return (delivery.Status, delivery.Fault, delivery.FaultCode);
        }
    }

    private static Func<HttpContext, Task> Status(int code) => context =>
    {
        context.Response.StatusCode = code;
        return Task.CompletedTask;
    };
}
