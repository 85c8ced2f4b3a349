using Microsoft.Extensions.DependencyInjection.Extensions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Audit;

namespace RelationSync.Portal.Accounts.People;

internal static class PeopleSetup
{
    /// <summary>Who may sign in: invitations, roles, passwords.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.TryAddSingleton<AccessDenied>();
        services.TryAddSingleton(typeof(Commands<>));
        services.TryAddSingleton<RequiredSecondFactor>();
        services.TryAddSingleton<SecondFactor>();
        services.TryAddSingleton<PasskeyFactor>();
        services.TryAddSingleton<BreachedPasswords>();
        services.TryAddSingleton<ChosenPasswords>();
        return services
            .AddSingleton<OneTimeLinks>()
            .AddSingleton(typeof(AccountCommands<>))
            .AddSingleton<BrowsePeople>()
            .AddSingleton<BrowseAudit>()
            .AddSingleton<InviteUser>()
            .AddSingleton<WithdrawInvitation>()
            .AddSingleton<AcceptInvitation>()
            .AddSingleton<ChangeRole>()
            .AddSingleton<DeleteUser>()
            .AddSingleton<EndSessions>()
            .AddSingleton<MakeResetLink>()
            .AddSingleton<ResetPassword>()
            .AddSingleton<RemoveSecondFactor>()
            .AddSingleton<OwnAccount>()
            .AddSingleton<FactorChanges>()
            .AddSingleton<OwnSecondFactor>()
            .AddSingleton<OwnPasskeys>()
            .AddSingleton<OwnSessions>()
            .AddSingleton<UnlinkSingleSignOn>()
            .AddSingleton<OwnWaysIn>();
    }
}
