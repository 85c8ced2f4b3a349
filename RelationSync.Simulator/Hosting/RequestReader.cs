using System.IO.Compression;

namespace RelationSync.Simulator.Hosting;

/// <summary>Reads a request to its end before anything is done: from then on a lost client changes nothing.</summary>
internal static class RequestReader
{
    private const int MostBytes = 64 * 1024 * 1024;

    public static async Task<OrgRequest> ReadAsync(HttpContext context, string baseUrl, string path)
    {
        var request = context.Request;
        return new OrgRequest(baseUrl, request.Method, path, request.QueryString.Value ?? string.Empty, await ReadBodyAsync(context), new HeaderDictionary(request.Headers.ToDictionary()));
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        var body = context.Request.Body;
        var isPacked = string.Equals(context.Request.Headers.ContentEncoding, "gzip", StringComparison.OrdinalIgnoreCase);
        if (!isPacked && context.Request.ContentLength is { } length and <= MostBytes)
        {
            var whole = new byte[length];
            await body.ReadExactlyAsync(whole, context.RequestAborted);
            return whole;
        }

        using var buffer = new MemoryStream();
        if (isPacked)
        {
            await using var unzip = new GZipStream(body, CompressionMode.Decompress);
            await unzip.CopyToAsync(buffer, context.RequestAborted);
        }
        else
        {
            await body.CopyToAsync(buffer, context.RequestAborted);
        }

        return buffer.ToArray();
    }
}
