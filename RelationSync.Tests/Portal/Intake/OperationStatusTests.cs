using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Intake;

public sealed class OperationStatusTests : IAsyncLifetime, IDisposable
{
    private readonly IntakePortal _intake = new();

    public Task InitializeAsync() => _intake.StartAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _intake.Dispose();

    [Fact]
    public async Task Accepted_TellsItsActionWithWarnings()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("op 1/ä")));
        var action = await _intake.Portal.Store.ReadAsync((db, token) => db.Actions.SingleAsync(token), default);
        await _intake.Portal.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Add(new LogEntry
            {
                At = _intake.Portal.Clock.GetUtcNow(),
                InboxId = _intake.Inbox.Id,
                Severity = LogSeverity.Warning,
                Category = LogCategory.Times,
                Code = "START_AFTER_END",
                Message = "The start was after the end.",
                ActionId = action.Id,
            })),
            default);

        var response = await _intake.StatusAsync("op 1/ä");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await IntakePortal.JsonAsync(response);
        Assert.Equal(("op 1/ä", "accepted"), (answer.GetProperty("id").GetString(), answer.GetProperty("status").GetString()));
        var told = answer.GetProperty("action");
        Assert.Equal(action.Id, told.GetProperty("id").GetGuid());
        Assert.Equal("waiting", told.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("salesforce_event_id").ValueKind);
        Assert.Equal("START_AFTER_END", told.GetProperty("warnings")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Unknown_Is404AndRejectedOnesAreUnknown()
    {
        await _intake.PostAsync(IntakePortal.Body("{\"id\":\"bad\"}"));

        Assert.Equal(HttpStatusCode.NotFound, (await _intake.StatusAsync("bad")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _intake.StatusAsync("never")).StatusCode);
    }

    [Fact]
    public async Task WithoutAnId_Is400() => Assert.Equal(HttpStatusCode.BadRequest, (await _intake.StatusAsync("")).StatusCode);

    [Fact]
    public async Task SignedOverAnotherId_IsRefused()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await _intake.StatusAsync("a", signedText: "b")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _intake.StatusAsync("a", signedText: "")).StatusCode);
    }
}
