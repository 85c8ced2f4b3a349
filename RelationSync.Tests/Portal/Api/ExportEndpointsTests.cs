using System.Net;
using System.Text.Json;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Tests.Portal.ErrorLog.Workbook;

namespace RelationSync.Tests.Portal.Api;

[Trait("Rule", "R-E2")]
public sealed class ExportEndpointsTests : IAsyncLifetime
{
    private ExportHost _host = null!;

    public async Task InitializeAsync() => _host = await ExportHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Connection_ForSupport_IsADownloadNamedAfterInboxAndRange()
    {
        var inbox = _host.Store.AddInbox("support", name: "サポート/窓口");
        var connection = _host.Store.AddConnection(inbox);
        _host.Store.AddError(inbox, code: "OURS");
        _host.Store.AddError(_host.Store.AddInbox("other"), code: "THEIRS");

        var response = await _host.GetAsync($"/connections/{connection.Id}/errors.xlsx");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.MediaType);
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal("エラーログ_サポート-窓口_2025-11-24_2026-11-24.xlsx", disposition.FileNameStar);
        Assert.Equal("errors_support_2025-11-24_2026-11-24.xlsx", disposition.FileName?.Trim('"'));
        Assert.True(response.Headers.CacheControl?.NoStore);
        var stream = await response.Content.ReadAsStreamAsync();
        Assert.Equal(stream.Length, response.Content.Headers.ContentLength);
        Assert.Equal(["OURS"], StreamedSheet.Rows(stream, "エラーログ").Skip(1).Select(r => r["G"]));
    }

    [Theory]
    [InlineData("/errors.xlsx", 4)]
    [InlineData("/errors.xlsx?inbox=one", 3)]
    [InlineData("/errors.xlsx?severity=warning", 1)]
    [InlineData("/errors.xlsx?category=owner", 1)]
    [InlineData("/errors.xlsx?inbox=one&severity=error&category=validation", 1)]
    public async Task All_Filtered_HasThoseEntries(string path, int expected)
    {
        var one = _host.Store.AddInbox("one");
        _host.Store.AddError(one);
        _host.Store.AddError(one, LogSeverity.Warning);
        _host.Store.AddError(one, category: LogCategory.Owner);
        _host.Store.AddError(_host.Store.AddInbox("two"));

        var response = await _host.GetAsync(path);

        Assert.Equal(expected, StreamedSheet.Rows(await response.Content.ReadAsStreamAsync(), "エラーログ").Count - 1);
    }

    [Fact]
    public async Task Language_OfTheRequest_IsTheWorkbooks()
    {
        _host.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var response = await _host.GetAsync("/errors.xlsx");

        Assert.Equal("Error log_All inboxes_2025-11-24_2026-11-24.xlsx", response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal(["Summary", "Entries", "Remedies"], StreamedSheet.Names(await response.Content.ReadAsStreamAsync()));
    }

    [Fact]
    public async Task Download_Followed_IsSeenToTheEnd()
    {
        _host.Store.AddError(_host.Store.AddInbox("support"));
        using var ticket = _host.Followers.Follow();

        var response = await _host.GetAsync($"/errors.xlsx?progress={ticket.Id}");

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(new WorkbookStep(WorkbookStage.Made, 1, 1), ticket.Progress.Step);
    }

    [Theory]
    [InlineData("/connections/6f9619ff-8b86-d011-b42d-00cf4fc964ff/errors.xlsx")]
    [InlineData("/connections/nothing/errors.xlsx")]
    public async Task Connection_Unknown_IsAProblem(string path)
    {
        var response = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/errors.xlsx?severity=fatal", "severity")]
    [InlineData("/errors.xlsx?category=Other", "category")]
    [InlineData("/errors.xlsx?inbox=nobody", "inbox")]
    [InlineData("/errors.xlsx?from=2020-01-01T00:00:00Z", "from")]
    public async Task Parameter_Unusable_IsNamed(string path, string parameter)
    {
        var response = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.True(problem.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData("/errors.xlsx")]
    [InlineData("/connections/6f9619ff-8b86-d011-b42d-00cf4fc964ff/errors.xlsx")]
    public async Task Anybody_NotSignedIn_IsRefused(string path)
    {
        await using var host = await ExportHost.StartAsync(signedIn: false);

        var response = await host.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
