using RelationSync.Portal.Components.Account;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>The accounts of demo mode, shown on its sign-in page.</summary>
internal sealed class DemoAccounts(DemoMode mode) : IDemoAccounts
{
    public static readonly DemoAccount Administrator = new("admin@example.com", "demo-admin-1", Administrator: true);

    public static readonly DemoAccount Support = new("support@example.com", "demo-support-1", Administrator: false);

    public IReadOnlyList<DemoAccount> Accounts => mode.IsDemo ? [Administrator, Support] : [];
}
