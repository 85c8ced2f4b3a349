using System.Text;
using Microsoft.AspNetCore.Http;

namespace RelationSync.Tests.Portal.Salesforce.Support;

/// <summary>Answers and faults that a scripted server gives.</summary>
internal static class Answers
{
    public const string OrgId = "00D5g000004AbCdEAK";
    public const string UserId = "0055g000001AbCdAAK";

    public static Task JsonAsync(this HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        return context.Response.WriteAsync(json);
    }

    public static Task TokenAsync(this HttpContext context, string instanceUrl, string accessToken, string? refreshToken = null)
    {
        var rotated = refreshToken is null ? "" : $@"""refresh_token"":""{refreshToken}"",";
        return context.JsonAsync(
            $$"""{"access_token":"{{accessToken}}",{{rotated}}"instance_url":"{{instanceUrl}}","id":"{{instanceUrl}}/id/{{OrgId}}/{{UserId}}","token_type":"Bearer","scope":"api refresh_token"}""");
    }

    public static Task HtmlAsync(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html><body>Down for maintenance</body></html>");
    }

    public static Task DropAsync(this HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Announces the whole body and sends half of it.</summary>
    public static async Task CutAsync(this HttpContext context, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    /// <summary>Never answers; ends when the client gives up.</summary>
    public static async Task HangAsync(this HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has hung up.
        }
    }

    public static string Composite(params string[] results) =>
        $$"""{"compositeResponse":[{{string.Join(',', results)}}]}""";

    public static string Result(int index, string body, int status = 200) =>
        $$"""{"body":{{body}},"httpHeaders":{},"httpStatusCode":{{status}},"referenceId":"r{{index}}"}""";

    public static string Rows(params string[] rows) =>
        $$"""{"totalSize":{{rows.Length}},"done":true,"records":[{{string.Join(',', rows)}}]}""";
}
