using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Accounts;

namespace RelationSync.Portal.Components.Account;

/// <summary>The first visit: makes the administrator, with the one-time code from the log.</summary>
public sealed partial class Setup
{
    /// <summary>A word of <see cref="AccountErrors"/>, or <c>code</c>.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    private string? ErrorText => AccountErrors.Text(Error, "Account_Error_Code") is { } key ? L[key].Value : null;
}
