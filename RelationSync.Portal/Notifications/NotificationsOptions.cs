using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Notifications;

/// <summary>Section <c>Notifications</c>: where mails and webhooks may go. All else is set in the browser.</summary>
public sealed class NotificationsOptions
{
    internal const string Section = "Notifications";

    /// <summary>
    /// Whether mail servers and webhooks may lie on this machine or in a private network, there also over plain HTTP.
    /// Default false: an administrator of the portal need not be one of the network around it.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }
}

internal sealed class NotificationsOptionsValidator : IValidateOptions<NotificationsOptions>
{
    /// <summary>A value that is neither true nor false is refused when it is read.</summary>
    public ValidateOptionsResult Validate(string? name, NotificationsOptions options) => ValidateOptionsResult.Success;
}
