using System.Text.Json;
using RelationSync.Simulator.Relation.Faults;

namespace RelationSync.Tests.Simulator.Relation;

/// <summary>Each fault of the API, without a socket in between.</summary>
public sealed class RelationFaultTests : IDisposable
{
    private readonly SimulatedTenant _tenant = new();

    public void Dispose() => _tenant.Dispose();

    [Fact]
    public async Task Status_HitsItsPathsAsOftenAsAsked()
    {
        var mail = _tenant.Do("send");
        Arm("""{"kind":"status","status":500,"times":2,"match":{"path":"tickets/1001"}}""");

        var search = await _tenant.SendAsync("POST", "1/tickets/search", new { });
        int[] reads = [(await ReadAsync(mail)).Status, (await ReadAsync(mail)).Status, (await ReadAsync(mail)).Status];

        Assert.Equal(200, search.Status);
        Assert.Equal([500, 500, 200], reads);
        Assert.Equal(4, _tenant.State.Calls.Counted);
    }

    [Theory]
    [InlineData("""{"kind":"forbidden"}""", null)]
    [InlineData("""{"kind":"forbidden","headers":true}""", "0")]
    public async Task Forbidden_ComesWithOrWithoutTheLimit(string fault, string? remaining)
    {
        Arm(fault);

        var answer = await _tenant.GetAsync("message_boxes");

        Assert.Equal((403, remaining), (answer.Status, answer.Header("X-RateLimit-Remaining")));
        Assert.Equal(remaining is null, answer.Header("X-RateLimit-Reset") is null);
        Assert.Equal(0, _tenant.State.Calls.Counted);
    }

    [Fact]
    public async Task Html503_IsNoJson()
    {
        Arm("""{"kind":"html_503"}""");

        var answer = await _tenant.GetAsync("message_boxes");

        Assert.Equal((503, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task Hang_WaitsOnTheTenantsClock_ThenCloses()
    {
        Arm("""{"kind":"hang","delay_ms":30000}""");

        var answer = _tenant.GetAsync("message_boxes");
        await Task.Yield();
        Assert.False(answer.IsCompleted);
        _tenant.Advance(30);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.Equal(0, _tenant.State.Calls.All.Single().Status);
    }

    /// <summary>The oracle doesn't ask of a reader what no answer told it.</summary>
    [Theory]
    [InlineData("wrong_type", false)]
    [InlineData("unknown_action", false)]
    [InlineData("truncate", false)]
    [InlineData("html_503", false)]
    [InlineData(null, true)]
    public async Task Faulty_DoesNotCountAsServed(string? kind, bool counts)
    {
        var mail = _tenant.Do("send");
        if (kind is not null)
        {
            Arm($$"""{"kind":"{{kind}}","times":1}""");
        }

        await Record.ExceptionAsync(() => ReadAsync(mail));

        Assert.Equal(counts, Assert.Single(_tenant.State.AllMessages).States[^1].ServedAt is not null);
    }

    [Fact]
    public async Task Truncate_BreaksOffInTheMiddle()
    {
        Arm("""{"kind":"truncate","times":1}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => _tenant.GetAsync("message_boxes"));
        Assert.Equal(200, (await _tenant.GetAsync("message_boxes")).Status);
    }

    [Fact]
    public async Task WrongType_SpoilsOneMessageOfATicket()
    {
        var mail = _tenant.Do("send");
        _tenant.Do("send", new { ticket = mail.Ticket });
        Arm("""{"kind":"wrong_type","times":1,"match":{"path":"/tickets/1"}}""");

        var spoilt = (await ReadAsync(mail)).Json["messages"]!.AsArray();
        var good = (await ReadAsync(mail)).Json["messages"]!.AsArray();

        Assert.Equal([JsonValueKind.Object, JsonValueKind.String], spoilt.Select(m => m!["sent_at"]!.GetValueKind()));
        Assert.All(good, m => Assert.Equal(JsonValueKind.String, m!["sent_at"]!.GetValueKind()));
    }

    [Theory]
    [InlineData("unknown_field", "sent_by_user", "new")]
    [InlineData("unknown_method", "method_cd", "chatwork")]
    [InlineData("unknown_action", "action_cd", "archived")]
    public async Task Unknown_FieldOrCode_IsInTheTicket_AndASearchUsesNothingUp(string kind, string member, string value)
    {
        var mail = _tenant.Do("send");
        Arm($$$"""{"kind":"{{{kind}}}","times":1,"match":{"path":"1/tickets/1001"}}""");
        await _tenant.FoundAsync();

        Assert.Equal(value, (string?)(await _tenant.MessageAsync(mail))[member]);
        Assert.NotEqual(value, (string?)(await _tenant.MessageAsync(mail))[member]);
    }

    [Theory]
    [InlineData("""{"kind":"explode"}""", "kind must be one of")]
    [InlineData("""{"kind":"status","colour":1,"match":{"body":"x"}}""", "colour, match.body")]
    [InlineData("""{"kind":"status","times":0}""", "times")]
    [InlineData("""{"kind":"hang","status":500}""", "status belongs")]
    [InlineData("""{"kind":"hang","headers":true}""", "headers belongs")]
    public void Fault_ThatCannotBe_IsRefused(string request, string named)
    {
        Assert.Null(Read(request, out var problem));
        Assert.Contains(named, problem, StringComparison.Ordinal);
    }

    private void Arm(string request)
    {
        var fault = Read(request, out var problem);
        Assert.True(fault is not null, problem);
        _tenant.State.Faults.Add(fault);
    }

    private static RelationFault? Read(string request, out string problem) => RelationFaultReader.Read(
        JsonSerializer.Deserialize<RelationFaultRequest>(request, SimulatedTenant.Wire)!, out problem);

    private Task<Answer> ReadAsync((long Ticket, long Message) ids) => _tenant.GetAsync($"1/tickets/{ids.Ticket}");
}
