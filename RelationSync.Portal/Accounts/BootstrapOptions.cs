using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Section <c>Bootstrap</c>: the first administrator, for a start without a browser. Never changes an account that exists.</summary>
public sealed class BootstrapOptions
{
    internal const string Section = "Bootstrap";

    public string? AdminEmail { get; set; }

    /// <summary>At least 8 characters.</summary>
    public string? AdminPassword { get; set; }

    internal bool IsSet => !string.IsNullOrEmpty(AdminEmail);
}

internal sealed class BootstrapOptionsValidator : IValidateOptions<BootstrapOptions>
{
    public ValidateOptionsResult Validate(string? name, BootstrapOptions options)
    {
        var faults = new OptionFaults(BootstrapOptions.Section);
        if (options.IsSet)
        {
            faults.Must(EmailAddress.IsValid(options.AdminEmail), nameof(options.AdminEmail), "be an e-mail address", options.AdminEmail);
            faults.MustSecret(
                PasswordRules.IsLongEnoughAsGiven(options.AdminPassword),
                nameof(options.AdminPassword),
                $"have {PasswordRules.ShortestAsGiven} to {PasswordRules.Longest} characters where Bootstrap:AdminEmail is set");
        }
        else
        {
            faults.Must(string.IsNullOrEmpty(options.AdminPassword), nameof(options.AdminEmail), "be set where Bootstrap:AdminPassword is", options.AdminEmail);
        }

        return faults.ToResult();
    }
}
