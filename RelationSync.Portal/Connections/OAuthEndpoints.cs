using System.Text;
using Microsoft.AspNetCore.Mvc;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Connections;

/// <summary>The way to Salesforce's consent page and back: addresses of their own, for cookies are a matter of requests.</summary>
internal static class OAuthEndpoints
{
    public static void MapConnecting(this IEndpointRouteBuilder app)
    {
        app.MapGet(AuthorizeAtSalesforce.StartPath, StartAsync).RequireAuthorization(Policies.Administrator);
        app.MapGet(AuthorizeAtSalesforce.CallbackPath, FinishAsync).RequireAuthorization(Policies.Administrator);
        app.MapGet(AuthorizeByCertificate.CertificatePath, CertificateAsync).RequireAuthorization(Policies.Administrator);
    }

    private static async Task<IResult> StartAsync(HttpContext context, AuthorizeAtSalesforce authorize, string? ticket)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (consent, fault) = await authorize.StartAsync(context, ticket);
        return consent is null ? Back(fault) : Results.Redirect(consent.AbsoluteUri);
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context, AuthorizeAtSalesforce authorize, string? state, string? code, string? error, [FromQuery(Name = "error_description")] string? description)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Back(await authorize.FinishAsync(context, state, code, error, description));
    }

    private static async Task<IResult> CertificateAsync(HttpContext context, AuthorizeByCertificate authorize)
    {
        context.Response.Headers.CacheControl = "no-store";
        var certificate = await authorize.CertificateAsync(context.User.AccountId() ?? default, context.RequestAborted);
        return certificate is null ? Results.NotFound() : Results.File(Encoding.ASCII.GetBytes(certificate), "application/x-x509-ca-cert", "relationsync.crt");
    }

    private static IResult Back(AuthorizeFault? fault) => Results.LocalRedirect(
        $"/connections/new?step=salesforce{(fault is { } f ? $"&error={f.ToString().ToLowerInvariant()}" : "")}");
}
