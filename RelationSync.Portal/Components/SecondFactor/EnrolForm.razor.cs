using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Accounts;

namespace RelationSync.Portal.Components.SecondFactor;

/// <summary>Shows the key that is offered, as a picture and as text, and asks for a first code of it.</summary>
public sealed partial class EnrolForm
{
    /// <summary>Shown, and posted by nobody: the browser has it in a cookie that only we can read.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<byte> Key { get; set; }

    [Parameter, EditorRequired]
    public required string Email { get; set; }

    /// <summary>There is no way around it.</summary>
    [Parameter]
    public bool IsRequired { get; set; }

    /// <summary>True if it comes beside another factor.</summary>
    [Parameter]
    public bool IsAdded { get; set; }

    /// <summary>True if a passkey can be set up in place of the app.</summary>
    [Parameter]
    public bool OffersPasskeys { get; set; }

    [Parameter]
    public string? ErrorText { get; set; }

    /// <summary>Where to go afterwards.</summary>
    [Parameter, EditorRequired]
    public required string ReturnUrl { get; set; }

    private QrPicture Picture { get; set; } = null!;

    private string Groups { get; set; } = "";

    private string KeyText { get; set; } = "";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        byte[] key = [.. Key];
        Picture = QrPicture.Of(Totp.Address(key, Email));
        KeyText = Totp.Text(key);
        Groups = string.Join(' ', KeyText.Chunk(4).Select(g => new string(g)));
    }
}
