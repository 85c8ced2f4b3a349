using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Components;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Conventions;

public sealed class PageTests
{
    /// <summary>What may be seen without signing in.</summary>
    private static readonly string[] Open = ["/login", "/login/code", "/setup", "/reset", "/invitation", "/forbidden", "/not-found", "/error"];

    /// <summary>Made by hand inside of a read or write of the <c>Store</c>, with the context of that.</summary>
    private static readonly string[] WithinTheStore = ["RelationSync.Portal.Hosting.Provisioning.ProvisioningRun", "RelationSync.Portal.Actions.ActionScan"];

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
    public void DbContext_OutsideData_IsInjectedNowhere()
    {
        Type[] contexts = [typeof(RelationSyncDb), typeof(IDbContextFactory<RelationSyncDb>)];
        var outside = Portal.GetTypes().Where(t => t.Namespace?.StartsWith("RelationSync.Portal.Storage", StringComparison.Ordinal) == false);

        Assert.Empty(outside
            .Where(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => contexts.Contains(p.ParameterType))
                || t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Any(p => p.GetCustomAttribute<InjectAttribute>() is not null && contexts.Contains(p.PropertyType)))
            .Select(t => t.FullName)
            .Except(WithinTheStore));
    }
}
