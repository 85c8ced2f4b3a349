using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Foundation;

/// <summary>Key <c>PublicUrl</c>: what OAuth redirects, invitations and mails are built from.</summary>
public sealed class PublicUrlOptions
{
    /// <summary>As people reach us, like <c>https://sync.example.com</c>; null: the first address we listen on.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Cookies then carry <c>Secure</c> and the prefix <c>__Host-</c>.</summary>
    public bool IsHttps => PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true;
}

internal sealed class PublicUrlOptionsValidator : IValidateOptions<PublicUrlOptions>
{
    public ValidateOptionsResult Validate(string? name, PublicUrlOptions options)
    {
        var faults = new OptionFaults("");
        faults.Must(
            string.IsNullOrEmpty(options.PublicUrl)
                || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url)
                    && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
                    && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }),
            nameof(options.PublicUrl),
            "be an http or https address without a path, like https://sync.example.com",
            options.PublicUrl);
        return faults.ToResult();
    }
}
