using Microsoft.Extensions.DependencyInjection.Extensions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

internal static class IntakeSetup
{
    /// <summary>The intake; the caller also registers an <see cref="IOperationIntake"/> as a singleton.</summary>
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<InboxRegistry>();
        services.AddSingleton<IntakeRates>();
        services.TryAddSingleton(_ => IntakeBudget.Of(NodeMemory.Available));
        services.AddSingleton<SignedNetworks>();
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<RejectedRequestCounter>();
        services.AddSingleton<BearerThrottle>();
        services.AddSingleton<IntakeAuthentication>();
        services.AddSingleton<RequestLogBuffer>();
        services.AddSingleton<IntakeAnswering>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<FindOperation>();
        services.AddSingleton<TestOperations>();
        services.AddSingleton<IntakeEndpoint>();
        services.AddSingleton<StatusEndpoint>();
        services.AddSingleton<TryOut>();
    }

    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        const string Operations = "/api/v1/inboxes/{inboxKey}/operations";
        app.MapPost(Operations, (HttpContext context, string inboxKey, IntakeEndpoint endpoint) => endpoint.HandleAsync(context, inboxKey)).AllowAnonymous();
        app.MapGet(Operations, (HttpContext context, string inboxKey, StatusEndpoint endpoint) => endpoint.HandleAsync(context, inboxKey)).AllowAnonymous();
    }
}
