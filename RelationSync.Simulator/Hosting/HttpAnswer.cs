using System.Text;

namespace RelationSync.Simulator.Hosting;

/// <summary>An answer that is complete before its first byte is sent, so that a fault can cut or drop it.</summary>
internal sealed record HttpAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public const string Json = "application/json;charset=UTF-8";

    public Dictionary<string, string> Headers { get; } = [];

    public static HttpAnswer Html(int status, string html) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));

    public static HttpAnswer Redirect(string location)
    {
        var answer = new HttpAnswer(302, "text/html; charset=utf-8", ReadOnlyMemory<byte>.Empty);
        answer.Headers["Location"] = location;
        return answer;
    }
}
