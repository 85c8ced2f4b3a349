namespace RelationSync.Portal.Salesforce.Http;

/// <summary>An answer with its whole body, whatever its status.</summary>
internal sealed record WireResponse(int Status, string? MediaType, ReadOnlyMemory<byte> Body, string? LimitInfo, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The edge answers in HTML when it could not reach the org (fact sheet, 2.2).</summary>
    public bool IsHtml =>
        string.Equals(MediaType, "text/html", StringComparison.OrdinalIgnoreCase) || Body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    /// <summary>Nothing was done: the org is elsewhere, or nowhere (R-A6). Where it says it is now is never believed.</summary>
    public bool IsMoved => Status is 301 or 302 or 303 or 307 or 308 || (Status == 404 && IsHtml);

    public override string ToString() => $"HTTP {Status}, {Body.Length} bytes";
}
