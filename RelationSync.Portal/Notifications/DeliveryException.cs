using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>An attempt failed. Its message holds no secret and no words of a server.</summary>
internal sealed class DeliveryException(DeliveryFault fault, string? code = null, Exception? cause = null) : Exception($"{fault} {code}", cause)
{
    public DeliveryFault Fault { get; } = fault;

    /// <summary>The server's code.</summary>
    public string? Code { get; } = code;

    /// <summary>Trying again would change nothing.</summary>
    public bool IsFinal { get; init; }
}
