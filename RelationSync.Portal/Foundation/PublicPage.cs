namespace RelationSync.Portal.Foundation;

/// <summary>
/// A page without forms that is the same for every visitor: browsers keep it for some minutes, each language and theme apart.
/// The pages' framework sends a forms cookie and forbids caching with every page, so this is applied after it.
/// </summary>
public static class PublicPage
{
    private static readonly object Key = new();

    /// <summary>Only for who isn't signed in: a session's cookie may be renewed by any answer.</summary>
    public static void Mark(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
        {
            context.Items[Key] = true;
        }
    }

    /// <summary>The last change of headers before a response starts.</summary>
    public static void Apply(HttpResponse response)
    {
        if (response.HttpContext.Items.ContainsKey(Key))
        {
            response.Headers.Remove("Pragma");
            response.Headers.SetCookie = default;
            response.Headers.CacheControl = "public, max-age=300";
            response.Headers.Vary = "Accept-Language, Cookie";
        }
    }
}
