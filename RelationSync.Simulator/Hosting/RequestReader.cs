using System.IO.Compression;

namespace RelationSync.Simulator.Hosting;

/// <summary>Reads a request to its end before anything is done: from then on a lost client changes nothing.</summary>
internal static class RequestReader
{
    public static async Task<OrgRequest> ReadAsync(HttpContext context, string orgName, string path)
    {
        using var buffer = new MemoryStream();
        var body = context.Request.Body;
        if (string.Equals(context.Request.Headers.ContentEncoding, "gzip", StringComparison.OrdinalIgnoreCase))
        {
            await using var unzip = new GZipStream(body, CompressionMode.Decompress);
            await unzip.CopyToAsync(buffer, context.RequestAborted);
        }
        else
        {
            await body.CopyToAsync(buffer, context.RequestAborted);
        }

        var request = context.Request;
        var baseUrl = $"{request.Scheme}://{request.Host}/{orgName}";
        return new OrgRequest(baseUrl, request.Method, path, request.QueryString.Value ?? string.Empty, buffer.ToArray(), new HeaderDictionary(request.Headers.ToDictionary()));
    }
}
