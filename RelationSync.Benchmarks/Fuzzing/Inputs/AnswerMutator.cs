using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>Every answer that Salesforce, or whatever stands before it, can give: any status, head, framing, body.</summary>
internal sealed class AnswerMutator(Random random, string url)
{
    private const string Blank = "                                ";

    private static readonly int[] Statuses =
        [100, 101, 199, 201, 202, 204, 206, 299, 300, 301, 302, 304, 307, 400, 401, 401, 403, 404, 405, 409, 410, 413, 414, 415, 420, 429, 431, 500, 500, 501, 502, 503, 504, 599, 999];

    private static readonly string[] Types =
        ["application/json;charset=UTF-8", "application/json", "text/html", "text/xml; charset=utf-8", "application/octet-stream", ";;;", "application/json; charset=\"utf-7\"", ""];

    private static readonly string[] Heads =
    [
        "Retry-After: 1", "Retry-After: -1", "Retry-After: 99999999999999999999", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", "Retry-After: \u0001",
        "Sforce-Limit-Info: api-usage=18/5000; per-app-api-usage=17/250(appName=x)", "Sforce-Limit-Info: api-usage=99999999999/0", "Sforce-Limit-Info: api-usage=-1/5", "Sforce-Limit-Info: \u00E9",
        "Set-Cookie: a=b; Domain=.example", "Location: http://127.0.0.1:1/", "Location: \\\\", "WWW-Authenticate: Token", "Content-Encoding: br", "Content-Encoding: gzip", "X: " + Blank,
        "Transfer-Encoding: gzip", "Connection: upgrade", "Content-Length: 5", "Content-Length: -1", "Trailer: X", ": empty", "no colon", "Content-Language: ja",
    ];

    private static readonly Lazy<byte[]> Bomb = new(() => Zip(Encoding.ASCII.GetBytes(new string(' ', 100_000_000))));

    public HostileAnswer Next(string requestLine)
    {
        if (random.Next(2000) == 0)
        {
            return Rare();
        }

        var isSoap = requestLine.Contains("/Soap/", StringComparison.Ordinal);
        var body = isSoap ? Xml() : Json(requestLine);
        var status = random.Next(5) < 3 ? 200 : Statuses[random.Next(Statuses.Length)];
        var head = new StringBuilder($"HTTP/1.1 {status} {(random.Next(20) == 0 ? HostileText.Of(random).ReplaceLineEndings(" ") : "X")}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {(random.Next(5) > 0 ? Types[isSoap ? 3 : 0] : Types[random.Next(Types.Length)])}\r\n");
        for (var left = random.Next(4) == 0 ? random.Next(1, 4) : 0; left > 0; left--)
        {
            head.Append(Heads[random.Next(Heads.Length)]).Append("\r\n");
        }

        return Framed(head, body);
    }

    private HostileAnswer Framed(StringBuilder head, byte[] body) => random.Next(16) switch
    {
        0 => Whole(head.Append("Transfer-Encoding: chunked\r\n\r\n"), Chunked(body)),
        1 => Whole(head.Append("Transfer-Encoding: chunked\r\n\r\n"), ByteShaker.Mutate(Chunked(body), random), close: true),
        2 => Whole(head.Append("Content-Encoding: gzip\r\n"), Zip(body), announced: true),
        3 => Whole(head.Append("Content-Encoding: gzip\r\n"), ByteShaker.Mutate(Zip(body), random), announced: true),
        4 => Whole(head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + random.Next(1, 5000)}\r\n\r\n"), body, close: true),
        5 => Whole(head.Append(CultureInfo.InvariantCulture, $"Content-Length: {random.Next(body.Length + 1)}\r\n\r\n"), body, close: true),
        6 => Whole(head.Append("Connection: close\r\n\r\n"), body, close: true),
        7 when random.Next(4) == 0 => new HostileAnswer(ByteShaker.Mutate([.. Encoding.Latin1.GetBytes(head.ToString()), .. body], random), Close: true),
        _ => Whole(head, body, announced: true),
    };

    private static HostileAnswer Whole(StringBuilder head, byte[] body, bool announced = false, bool close = false)
    {
        if (announced)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        }

        return new HostileAnswer([.. Encoding.Latin1.GetBytes(head.ToString()), .. body], close);
    }

    /// <summary>What costs time or memory.</summary>
    private HostileAnswer Rare() => random.Next(8) switch
    {
        0 => new HostileAnswer([], Hang: true),
        1 => new HostileAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), Hang: true),
        2 => Whole(new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"), Bomb.Value, announced: true),
        3 => new HostileAnswer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8.ToArray(), Close: true, Last: Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("[1,", 300_000))), Times: 100),
        4 => new HostileAnswer("HTTP/1.1 200 OK\r\n"u8.ToArray(), Close: true, Last: Encoding.ASCII.GetBytes("X-Flood: " + new string('x', 4000) + "\r\n"), Times: 1000),
        5 => new HostileAnswer([], Close: true, Last: "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), Times: 5000),
        6 => Whole(new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"), Encoding.UTF8.GetBytes(SalesforceBodies.XmlBomb(random)), announced: true),
        _ => Whole(new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"), Encoding.ASCII.GetBytes(new string('[', 1_000_000)), announced: true),
    };

    private byte[] Xml()
    {
        var bytes = Encoding.UTF8.GetBytes(random.Next(300) == 0 ? SalesforceBodies.XmlBomb(random) : SalesforceBodies.Soap(random));
        return random.Next(2) == 0 ? ByteShaker.Mutate(bytes, random) : bytes;
    }

    private byte[] Json(string requestLine)
    {
        JsonNode good = random.Next(5) == 0 ? SalesforceBodies.Refusal(random)
            : requestLine.Contains("/oauth2/token", StringComparison.Ordinal) ? SalesforceBodies.Token(url)
            : requestLine.Contains("/userinfo", StringComparison.Ordinal) ? SalesforceBodies.Identity
            : requestLine.Contains("/describe", StringComparison.Ordinal) ? SalesforceBodies.Description
            : requestLine.Contains("/composite", StringComparison.Ordinal) ? SalesforceBodies.Composite(random)
            : SalesforceBodies.Rows;
        return random.Next(12) switch
        {
            0 => [],
            1 => Encoding.UTF8.GetBytes(HostileText.Of(random)),
            2 => "<html><body>Down for maintenance</body></html>"u8.ToArray(),
            3 or 4 => ByteShaker.Mutate(Encoding.UTF8.GetBytes(good.ToJsonString()), random),
            _ => Encoding.UTF8.GetBytes(JsonMutator.Mutate(good, random, random.Next(0, 5))),
        };
    }

    private byte[] Chunked(byte[] body)
    {
        using var chunks = new MemoryStream();
        for (var at = 0; at < body.Length;)
        {
            var length = random.Next(1, body.Length - at + 1);
            chunks.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length:x}{(random.Next(5) == 0 ? ";x=y" : "")}\r\n")));
            chunks.Write(body.AsSpan(at, length));
            chunks.Write("\r\n"u8);
            at += length;
        }

        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private static byte[] Zip(byte[] plain)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return zipped.ToArray();
    }
}
