namespace RelationSync.Portal.RelationApi;

/// <summary>Lets nothing out but the five reading calls (R-P8), and those only to Re:lation's hosts.</summary>
internal sealed class ReadingCallsOnly : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!ReadingCall.IsOne(request.Method, address))
        {
            throw new InvalidOperationException($"R-P8: {request.Method} {address.AbsolutePath} is none of the calls that may be made of Re:lation's API.");
        }

        return TenantAddress.IsTrusted(address)
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"A token of Re:lation must not be sent to {address.Host}.");
    }
}
