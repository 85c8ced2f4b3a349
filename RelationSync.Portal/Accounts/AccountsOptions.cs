using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Section <c>Accounts</c>: what is asked of people who sign in.</summary>
public sealed class AccountsOptions
{
    internal const string Section = "Accounts";

    /// <summary>Who must have a second factor: <c>None</c> (default), <c>Administrators</c> or <c>Everybody</c>.</summary>
    public string RequireSecondFactor { get; set; } = nameof(SecondFactorDemand.None);

    /// <summary>A file of SHA-1 hashes of passwords that became known, sorted, as the public downloader of Have I Been Pwned makes it; null: none.</summary>
    public string? BreachedPasswordsFile { get; set; }

    internal SecondFactorDemand Demand => Enum.Parse<SecondFactorDemand>(RequireSecondFactor, ignoreCase: true);
}

internal sealed class AccountsOptionsValidator : IValidateOptions<AccountsOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountsOptions options)
    {
        var faults = new OptionFaults(AccountsOptions.Section);
        faults.Must(
            Enum.GetNames<SecondFactorDemand>().Contains(options.RequireSecondFactor, StringComparer.OrdinalIgnoreCase),
            nameof(options.RequireSecondFactor),
            $"be one of {string.Join(", ", Enum.GetNames<SecondFactorDemand>())}",
            options.RequireSecondFactor);
        if (!string.IsNullOrEmpty(options.BreachedPasswordsFile) && HashFile.FaultOf(options.BreachedPasswordsFile) is { } fault)
        {
            faults.Must(
                false,
                nameof(options.BreachedPasswordsFile),
                $"name a file of lines 'SHA-1:count', sorted by hash, as the downloader of Have I Been Pwned makes it ({fault})",
                options.BreachedPasswordsFile);
        }

        return faults.ToResult();
    }
}
