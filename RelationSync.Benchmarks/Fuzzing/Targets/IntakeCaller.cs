using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Fuzzing.Inputs;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>One who posts to the intake, and to the other ways in that anybody can reach.</summary>
internal sealed class IntakeCaller(PortalProcess portal, string inbox) : IDisposable
{
    private static readonly int[] Refusals = [400, 401, 413, 414, 415, 429, 431];

    private static readonly string[] Types =
        ["text/plain", "application/xml", "application/json; charset=utf-16", "application/problem+json", "application/json; charset=\"utf-8\"", "*/*", "application/json; charset=é", "multipart/form-data; boundary=x"];

    private static readonly string[] Encodings = ["gzip", "br", "deflate", "identity", "gzip, gzip", "x"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { Timeout = TimeSpan.FromSeconds(60) };

    public void Dispose() => _http.Dispose();

    /// <summary>How many cases it was, and what doesn't hold.</summary>
    public async Task<(int Cases, string? What)> OneAsync(Random random, int number, CancellationToken cancellationToken) => random.Next(20) switch
    {
        < 10 => await OperationsAsync(random, number, cancellationToken),
        < 14 => (1, await BytesAsync(random, number, cancellationToken)),
        < 17 => (1, await HeadAsync(random, number, cancellationToken)),
        17 => (1, await ReadBackAsync(random, cancellationToken)),
        18 => (1, await LoginAsync(random, cancellationToken)),
        _ => (1, random.Next(20) == 0 ? await LargeAsync(random, number, cancellationToken) : await BytesAsync(random, number, cancellationToken)),
    };

    /// <summary>Spoilt operations with a good one among them: it is taken, and the same request again changes nothing.</summary>
    private async Task<(int Cases, string? What)> OperationsAsync(Random random, int number, CancellationToken cancellationToken)
    {
        var spoilt = random.Next(1, 12);
        var body = Encoding.UTF8.GetBytes(Body(random, number, spoilt));
        var (status, text) = await PostAsync(portal.Signed(inbox, body), cancellationToken);
        var isTwice = JsonNames.AreTwice(body);
        if (status != 202)
        {
            return (spoilt, status == 400 && isTwice ? null : $"{status} to operations that are JSON: {text}");
        }

        if (isTwice)
        {
            return (spoilt, $"took two members of one name: {text}");
        }

        var first = Statuses(text);
        if (first.Count != spoilt + 1 || first[^1] != "accepted")
        {
            return (spoilt, $"{first.Count} results for {spoilt + 1} operations, the good one {first.LastOrDefault()}: {text}");
        }

        var (again, answer) = await PostAsync(portal.Signed(inbox, body), cancellationToken);
        var second = again == 202 ? Statuses(answer) : [];
        return (spoilt, second.SequenceEqual(first.Select(s => s == "accepted" ? "duplicate" : s)) ? null : $"first {text}, then {again} {answer}");
    }

    private async Task<string?> BytesAsync(Random random, int number, CancellationToken cancellationToken)
    {
        var body = ByteShaker.Mutate(Encoding.UTF8.GetBytes(Body(random, number, random.Next(0, 3))), random);
        var (status, text) = await PostAsync(portal.Signed(inbox, body), cancellationToken);
        return status == 202 ? Statuses(text).Count > 1000 ? "too many results" : null : Refusal(status, text, 400, 413);
    }

    private async Task<string?> HeadAsync(Random random, int number, CancellationToken cancellationToken)
    {
        using var request = portal.Signed(inbox, Encoding.UTF8.GetBytes(Body(random, number, 0)));
        var (headers, content) = (request.Headers, request.Content!.Headers);
        var before = Signed(headers);
        switch (random.Next(7))
        {
            case 0:
                Replace(headers, "webhook-signature", random.Next(3) == 0 ? "v1," + HostileText.Of(random) : HostileText.Spoil(headers.GetValues("webhook-signature").Single(), random) + "x v1a,");
                break;
            case 1:
                Replace(headers, "webhook-id", HostileText.Of(random));
                break;
            case 2:
                Replace(headers, "webhook-timestamp", random.Next(2) == 0 ? HostileText.Of(random) : random.NextInt64().ToString(CultureInfo.InvariantCulture));
                break;
            case 3:
                content.Remove("Content-Type");
                content.TryAddWithoutValidation("Content-Type", Types[random.Next(Types.Length)]);
                break;
            case 4:
                content.TryAddWithoutValidation("Content-Encoding", Encodings[random.Next(Encodings.Length)]);
                break;
            case 5:
                request.RequestUri = new Uri($"{portal.Url}/api/v1/inboxes/{Uri.EscapeDataString(HostileText.Of(random) + "x")}/operations");
                break;
            default:
                headers.TransferEncodingChunked = true;
                break;
        }

        var after = Signed(headers);
        var forged = (after.Id, after.Timestamp) != (before.Id, before.Timestamp) || !after.Signatures.Split(' ').Contains(before.Signatures);
        var (status, text) = await PostAsync(request, cancellationToken);
        return status == 202 ? forged ? $"took what nobody signed: {after}" : null
            : status is 404 or 405 ? null
            : Refusal(status, text, Refusals);
    }

    private static (string Id, string Timestamp, string Signatures) Signed(HttpRequestHeaders headers)
    {
        string Of(string name) => headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
        return (Of("webhook-id"), Of("webhook-timestamp"), Of("webhook-signature"));
    }

    /// <summary>Around the limits: 5 MiB, 1,000 operations, far too deep.</summary>
    private async Task<string?> LargeAsync(Random random, int number, CancellationToken cancellationToken)
    {
        var kind = random.Next(4);
        var body = kind switch
        {
            0 => Body(random, number, 0).Replace("\"operations\"", $"\"x\":\"{new string('長', 2_000_000)}\",\"operations\"", StringComparison.Ordinal),
            1 => $"{{\"operations\":[{string.Join(',', Enumerable.Repeat("{}", 1001))}]}}",
            2 => $"{{\"operations\":[{new string('[', 1_000_000)}{new string(']', 1_000_000)}]}}",
            _ => $"{{\"operations\":[{string.Join(',', Enumerable.Range(0, 1000).Select(i => Good(random, $"{number}-{i}").ToJsonString()))}]}}",
        };
        var (status, text) = await PostAsync(portal.Signed(inbox, Encoding.UTF8.GetBytes(body)), cancellationToken);
        return kind < 2 ? Refusal(status, text, 413) : status == 202 && Statuses(text).Count == (kind == 2 ? 1 : 1000) ? null : $"{status}: {text}";
    }

    private async Task<string?> ReadBackAsync(Random random, CancellationToken cancellationToken)
    {
        string Value() => Uri.EscapeDataString(HostileText.Of(random));
        string[] names = ["inbox", "status", "activity_id", "after", "limit", "severity", "category", "from", "to"];
        var query = string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{names[random.Next(names.Length)]}={Value()}"));
        var path = $"/api/v1/{(random.Next(2) == 0 ? "actions" : "errors")}?{query}";
        if (random.Next(4) == 0)
        {
            using var nobodys = await _http.GetAsync(new Uri(portal.Url + path), cancellationToken);
            return (int)nobodys.StatusCode is 401 or 414 or 431 ? null : $"{(int)nobodys.StatusCode} to somebody who isn't signed in";
        }

        using var answer = await portal.GetAsync(path, cancellationToken);
        return (int)answer.StatusCode is 200 or 400 or 404 or 414 or 431 ? null : $"{(int)answer.StatusCode} to ?{query}";
    }

    private async Task<string?> LoginAsync(Random random, CancellationToken cancellationToken)
    {
        var good = new JsonObject { ["email"] = "nobody@example.com", ["password"] = HostileText.Of(random) };
        var body = Encoding.UTF8.GetBytes(JsonMutator.Mutate(good, random, random.Next(0, 3)));
        using var request = new HttpRequestMessage(HttpMethod.Post, portal.Url + "/api/v1/login") { Content = new ByteArrayContent(random.Next(3) == 0 ? ByteShaker.Mutate(body, random) : body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var (status, text) = await PostAsync(request, cancellationToken);
        return status is 400 or 401 or 413 or 415 or 429 && !Tells(text) ? null : $"{status} to a login: {text}";
    }

    private async Task<(int Status, string Text)> PostAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        try
        {
            return await SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.StatusCode is null)
        {
            // Who refuses a body before it has all come may close the connection under it: callers send again, and so do we, once.
            using var again = await CopyAsync(request, cancellationToken);
            return await SendAsync(again, cancellationToken);
        }
    }

    private async Task<(int Status, string Text)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var answer = await _http.SendAsync(request, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        foreach (var (name, values) in request.Content.Headers)
        {
            copy.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private static string Body(Random random, int number, int spoilt)
    {
        var operations = Enumerable.Range(0, spoilt)
            .Select(i => JsonMutator.Mutate(Good(random, $"{number}-{i}"), random, random.Next(1, 4)))
            .Append(Good(random, $"{number}-good").ToJsonString());
        return $"{{\"operations\":[{string.Join(',', operations)}]}}";
    }

    /// <summary>Of now, for what happened before the connection was made is ignored; a broadcast would be, too.</summary>
    private static JsonObject Good(Random random, string id)
    {
        JsonObject json;
        do
        {
            var operations = new SampleActivities(random, 1000).Next(string.Create(CultureInfo.InvariantCulture, $"{id}-{random.NextInt64():x}"), TimeProvider.System.GetUtcNow()).Operations;
            json = operations[random.Next(operations.Count)].Json;
        }
        while (json["data"]!["broadcast"] is not null);
        return json;
    }

    private static List<string> Statuses(string text)
    {
        using var answer = JsonDocument.Parse(text);
        return [.. answer.RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetString()!)];
    }

    /// <summary>A refusal is one of those allowed, with problem details that tell nothing of the inside.</summary>
    private static string? Refusal(int status, string text, params ReadOnlySpan<int> allowed)
    {
        if (!allowed.Contains(status))
        {
            return $"answered {status}: {text}";
        }

        // Kestrel refuses a head that is no HTTP, or too long, by itself and without a body.
        return text.Length == 0 && status is 400 or 414 or 431 ? null
            : JsonNode.Parse(text) is not JsonObject problem || (int?)problem["status"] != status || problem["title"] is null ? $"{status} without problem details: {text}"
            : Tells(text) ? $"tells of the inside: {text}"
            : null;
    }

    private static bool Tells(string text) => text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal);

    private static void Replace(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value.ReplaceLineEndings(" "));
    }
}
