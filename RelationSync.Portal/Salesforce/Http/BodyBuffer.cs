namespace RelationSync.Portal.Salesforce.Http;

/// <summary>
/// Innermost handler: reads the whole body, so that timeout, circuit and retry above it cover the body too, and never
/// more than the limit (counted after decompression). Gives every failure on the way one exception type.
/// </summary>
internal sealed class BodyBuffer : DelegatingHandler
{
    public const int MaxBytes = 64 * 1024 * 1024;

    public static readonly HttpRequestOptionsKey<CallCounter> Counter = new("RelationSync.CallCounter");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // SocketsHttpHandler.ConnectTimeout shows as a cancellation.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection in time.", e);
        }
        catch (Exception e) when (e is not HttpRequestException { HttpRequestError: var error } || !NeverLeft(error))
        {
            Count(request);
            throw;
        }

        if (response.StatusCode != System.Net.HttpStatusCode.Unauthorized)
        {
            Count(request);
        }

        try
        {
            var plain = response.Content;
            var buffered = new ByteArrayContent(await ReadAsync(plain, cancellationToken));
            buffered.Headers.ContentType = plain.Headers.ContentType;
            response.Content = buffered;
            plain.Dispose();
            return response;
        }
        catch (Exception e)
        {
            response.Dispose();
            if (e is IOException or InvalidDataException)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was cut.", e);
            }

            throw;
        }
    }

    /// <summary>The request was not sent: nothing can have happened there.</summary>
    public static bool NeverLeft(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;

    private static void Count(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Counter, out var counter))
        {
            counter.Add();
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
            {
                throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The answer is larger than we read.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
