using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Developers;

/// <summary>The reference page for senders: static, the same for everybody, without the name of any inbox.</summary>
public sealed partial class Reference
{
    /// <summary>The test vector of Standard Webhooks.</summary>
    private const string Vector =
        """
        secret     whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
        id         msg_p5jXN8AQM9LWM0D4loKWxJek
        timestamp  1614265330
        body       {"test": 2432232314}

        v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
        """;

    private static readonly string[] Parts = ["Where", "Sign", "Samples", "Fields", "Types", "Channels", "Cycles", "Answers", "Dry", "Status", "Hooks", "Try"];

    [Inject]
    private PublicAddress Portal { get; set; } = null!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => PublicPage.Mark(HttpContext);
}
