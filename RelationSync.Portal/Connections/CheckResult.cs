using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Connections;

/// <summary>One check: how it stands, and which of its texts says so.</summary>
/// <param name="Kind">What was looked at.</param>
/// <param name="State">How it stands.</param>
/// <param name="Text">The ending of the text's key: <c>Wizard_Check_{Kind}_{Text}</c>.</param>
/// <param name="Values">What the text tells of.</param>
public sealed record CheckResult(CheckKind Kind, CheckState State, string Text, params object[] Values)
{
    /// <summary>What stands in the way goes by itself: it is looked again later, and nobody has to change anything.</summary>
    public bool Passes => State is CheckState.Blocked && Text is ("Limit" or "Away");
}

/// <summary>How a check stands.</summary>
public enum CheckState
{
    /// <summary>Not known yet.</summary>
    Running,

    Good,

    /// <summary>It works; something is worth knowing.</summary>
    Notice,

    /// <summary>It works, and something will be different.</summary>
    Limited,

    /// <summary>It can't work so.</summary>
    Blocked,
}
