using System.Text.Json;
using System.Text.RegularExpressions;
using RelationSync.Domain.Relation;
using RelationSync.Domain.Targets;

namespace RelationSync.Portal.RelationApi;

/// <summary>What an administrator chose for a box, as it is stored.</summary>
public sealed record BoxRules
{
    public const int MostMinutes = 1440;
    public const int MostPauseMinutes = 60;

    private static readonly JsonSerializerOptions Stored = new() { IgnoreReadOnlyProperties = true };

    /// <summary>Pattern whose first group names the writer; null: none.</summary>
    public string? Signature { get; init; }

    /// <summary>Codes in signatures, each with a login e-mail.</summary>
    public IReadOnlyDictionary<string, string> Codes { get; init; } = new Dictionary<string, string>();

    /// <summary>Addresses that one person sends from, each with that person's login e-mail.</summary>
    public IReadOnlyDictionary<string, string> SendingAddresses { get; init; } = new Dictionary<string, string>();

    /// <summary>Addresses that other programs send from.</summary>
    public IReadOnlyList<string> ForeignSenders { get; init; } = [];

    public int MemoMinutes { get; init; } = MappingRules.Usual.MemoMinutes;

    public int CallMinutes { get; init; } = MappingRules.Usual.CallMinutes;

    public int ChatPauseMinutes { get; init; } = (int)MappingRules.UsualChatPause.TotalMinutes;

    public string MissedCall { get; init; } = MappingRules.Usual.MissedCall;

    public bool SkipsAutomaticReplies { get; init; } = true;

    /// <summary>Pattern of the subjects of automatic replies; null: none.</summary>
    public string? AutomaticSubject { get; init; }

    public bool TakesFoundLate { get; init; }

    /// <summary>Pauses that aren't caught up with: chosen on resuming, not in the form.</summary>
    public IReadOnlyList<LeftOutRange> LeftOut { get; init; } = [];

    /// <summary>True if all of it can be applied.</summary>
    public bool IsValid =>
        (Signature is null || SignatureRule.TryParse(Signature, Codes, out _))
        && (AutomaticSubject is null || PatternOf(AutomaticSubject) is not null)
        && MemoMinutes is >= 0 and <= MostMinutes
        && CallMinutes is >= 0 and <= MostMinutes
        && ChatPauseMinutes is >= 1 and <= MostPauseMinutes
        && SendingAddresses.Keys.Concat(ForeignSenders).All(a => EmailAddress.TryParse(a) is not null);

    public static BoxRules Read(string stored) => stored.Length == 0 ? new BoxRules() : JsonSerializer.Deserialize<BoxRules>(stored, Stored)!;

    public string Write() => JsonSerializer.Serialize(this, Stored);

    public MappingRules ToMapping() => new(
        MemoMinutes,
        CallMinutes,
        TimeSpan.FromMinutes(ChatPauseMinutes),
        MissedCall,
        SkipsAutomaticReplies,
        PatternOf(AutomaticSubject),
        ForeignSenders.Select(EmailAddress.TryParse).OfType<string>().ToHashSet(StringComparer.Ordinal),
        TakesFoundLate)
    {
        LeftOut = LeftOut,
    };

    public OperatorLadder ToLadder(UserDirectory users, string defaultOperator) => new(
        users,
        SignatureRule.TryParse(Signature, Codes, out var signature) ? signature : null,
        SendingAddresses.Where(a => EmailAddress.TryParse(a.Key) is not null).DistinctBy(a => EmailAddress.TryParse(a.Key)).ToDictionary(a => EmailAddress.TryParse(a.Key)!, a => a.Value, StringComparer.Ordinal),
        defaultOperator);

    private static Regex? PatternOf(string? pattern)
    {
        try
        {
            return string.IsNullOrWhiteSpace(pattern) || pattern.Length > SignatureRule.LongestPattern
                ? null
                : new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
