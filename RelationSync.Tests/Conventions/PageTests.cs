using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Retention;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Tests.Conventions;

public sealed class PageTests
{
    /// <summary>What may be seen without signing in.</summary>
    private static readonly string[] Open = ["/login", "/login/code", "/login/refused", "/setup", "/reset", "/invitation", "/forbidden", "/not-found", "/error", "/developers"];

    /// <summary>Made by hand inside of a read or write of the <c>Store</c>, with the context of that.</summary>
    private static readonly Type[] WithinTheStore =
    [
        typeof(ActionScan), typeof(ActionRows), typeof(ErasureStep), typeof(IntakeTransaction), typeof(IntakeCounts), typeof(ProvisioningRun), typeof(SettlementWriter),
        typeof(WrittenEventRows),
    ];

    private static readonly Assembly Portal = typeof(App).Assembly;

    [Fact]
    public void Pages_NotOnTheOpenList_AskForSignIn()
    {
        var pages = Portal.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        Assert.NotEmpty(pages);
        Assert.All(pages, page =>
        {
            var open = page.GetCustomAttributes<RouteAttribute>().All(r => Open.Contains(r.Template));
            Assert.Equal(open, page.GetCustomAttribute<AllowAnonymousAttribute>() is not null);
            Assert.Equal(!open, page.GetCustomAttributes<AuthorizeAttribute>().Any());
        });
    }

    [Fact]
    public void DbContext_OutsideStorage_IsInjectedNowhere()
    {
        Type[] contexts = [typeof(RelationSyncDb), typeof(IDbContextFactory<RelationSyncDb>)];
        var outside = Portal.GetTypes().Where(t => t.Namespace?.StartsWith("RelationSync.Portal.Storage", StringComparison.Ordinal) == false);

        Assert.Empty(outside
            .Where(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => contexts.Contains(p.ParameterType))
                || t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Any(p => p.GetCustomAttribute<InjectAttribute>() is not null && contexts.Contains(p.PropertyType)))
            .Except(WithinTheStore));
    }
}
