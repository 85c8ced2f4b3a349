using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A line on which every answer of a page's circuit comes late, in order.</summary>
internal static partial class SlowLine
{
    /// <param name="page">A page that hasn't been opened yet.</param>
    /// <param name="lateness">Of each answer; what the page sends isn't held up.</param>
    public static Task UseAsync(IPage page, TimeSpan lateness) => page.RouteWebSocketAsync(Circuit(), browser =>
    {
        var answers = Channel.CreateUnbounded<(long Came, IWebSocketFrame Frame)>();
        browser.ConnectToServer().OnMessage(frame => answers.Writer.TryWrite((TimeProvider.System.GetTimestamp(), frame)));
        _ = DeliverAsync(browser, answers.Reader, lateness);
    });

    private static async Task DeliverAsync(IWebSocketRoute browser, ChannelReader<(long Came, IWebSocketFrame Frame)> answers, TimeSpan lateness)
    {
        await foreach (var (came, frame) in answers.ReadAllAsync())
        {
            if (lateness - TimeProvider.System.GetElapsedTime(came) is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left);
            }

            if (frame.Binary is { } bytes)
            {
                browser.Send(bytes);
            }
            else
            {
                browser.Send(frame.Text!);
            }
        }
    }

    [GeneratedRegex(@"/_blazor\?")]
    private static partial Regex Circuit();
}
