using System.Text.Json;

namespace RelationSync.Portal.RelationApi;

/// <summary>Why a call has no answer.</summary>
internal enum ApiFault
{
    None,

    /// <summary>401.</summary>
    TokenRefused,

    /// <summary>403 because of the limit.</summary>
    LimitReached,

    /// <summary>403 for any other reason.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>400 and the like: ours, or the API has changed.</summary>
    BadRequest,

    /// <summary>503, HTML, no connection: Re:lation isn't there.</summary>
    Unavailable,

    /// <summary>500, an answer that is cut or makes no sense, or none in time.</summary>
    Broken,
}

/// <summary>What came back of a call.</summary>
/// <param name="Json">Of a good answer.</param>
/// <param name="Message">What the API said was wrong, made fit for a log.</param>
internal sealed record ApiAnswer(ApiFault Fault, JsonElement Json, string? Message)
{
    public RateHeaders Rate { get; init; }

    /// <summary>The answer's <c>Date</c>; null where it has none.</summary>
    public DateTimeOffset? Date { get; init; }

    public bool IsGood => Fault == ApiFault.None;
}

/// <summary>What an answer says about the limit; null: nothing.</summary>
internal readonly record struct RateHeaders(int? Limit, int? Remaining, DateTimeOffset? ResetAt);
