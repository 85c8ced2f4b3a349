using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>Who must have a second factor, by <c>Accounts:RequireSecondFactor</c>.</summary>
internal sealed class RequiredSecondFactor(IOptions<AccountsOptions> options)
{
    private readonly SecondFactorDemand _demand = options.Value.Demand;

    public bool IsFor(AccountRole role) => _demand switch
    {
        SecondFactorDemand.None => false,
        SecondFactorDemand.Administrators => role is AccountRole.Administrator,
        SecondFactorDemand.Everybody => true,
        _ => throw new InvalidOperationException($"{_demand} is no demand."),
    };

    public bool IsMissing(AccountSnapshot account) => !account.HasSecondFactor && IsFor(account.Role);
}
