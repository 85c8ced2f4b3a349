namespace RelationSync.E2E.IdentityProvider;

/// <summary><c>dotnet RelationSync.E2E.dll URL PORTAL</c>: an identity provider at that URL, whose one client is the portal at the other.</summary>
internal static class IdentityProviderProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not [var url, var portal])
        {
            await Console.Error.WriteLineAsync("Usage: dotnet RelationSync.E2E.dll URL PORTAL");
            return 1;
        }

        await using var app = await IdentityProviderHost.BuildAsync(new Uri(url), new Uri(portal));
        await app.RunAsync();
        return 0;
    }
}
