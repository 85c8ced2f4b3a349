namespace RelationSync.Portal.Components.Controls;

/// <summary>A short number under which a failure stands in the log, e.g. <c>7F3A-20A9</c>.</summary>
public static class FailureNumber
{
    public static string New()
    {
        var digits = Guid.NewGuid().ToString("N").ToUpperInvariant();
        return $"{digits[..4]}-{digits[4..8]}";
    }
}
