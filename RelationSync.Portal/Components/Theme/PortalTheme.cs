using MudBlazor;

namespace RelationSync.Portal.Components.Theme;

/// <summary>The one theme, light and dark. Its colours stand in <c>wwwroot/app.css</c> too, for pages without MudBlazor; a test compares them.</summary>
public static class PortalTheme
{
    private const string Pop = "0 1px 2px rgba(16,24,40,.06), 0 8px 24px rgba(16,24,40,.14)";

    private static readonly string[] Sans =
    [
        "-apple-system", "Segoe UI", "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "BIZ UDPGothic", "Meiryo", "system-ui", "sans-serif",
    ];

    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = Light(),
        PaletteDark = Dark(),
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            DrawerWidthLeft = "232px",
            DrawerMiniWidthLeft = "56px",
            AppbarHeight = "56px",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = "14px", LineHeight = "22px", FontWeight = "400", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "20px", LineHeight = "28px", FontWeight = "700", LetterSpacing = ".01em" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "15px", LineHeight = "24px", FontWeight = "700", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Sans, FontSize = "14px", LineHeight = "22px", FontWeight = "700", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = "14px", LineHeight = "22px", FontWeight = "400", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = "13px", LineHeight = "20px", FontWeight = "400", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Sans, FontSize = "12px", LineHeight = "18px", FontWeight = "700", LetterSpacing = "normal" },
            Button = new ButtonTypography
            {
                FontFamily = Sans,
                FontSize = "13px",
                LineHeight = "20px",
                FontWeight = "700",
                LetterSpacing = "normal",
                TextTransform = "none",
            },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = "12px", LineHeight = "18px", FontWeight = "400", LetterSpacing = "normal" },
            Overline = new OverlineTypography
            {
                FontFamily = Sans,
                FontSize = "12px",
                LineHeight = "18px",
                FontWeight = "400",
                LetterSpacing = "normal",
                TextTransform = "none",
            },
        },
        Shadows = Flat(),
    };

    private static PaletteLight Light() => new()
    {
        Background = "#F6F7F9",
        DrawerBackground = "#F6F7F9",
        AppbarBackground = "#F6F7F9",
        TableHover = "#F6F7F9",
        Surface = "#FFFFFF",
        BackgroundGray = "#EFF1F4",
        Skeleton = "#EFF1F4",
        ActionDisabledBackground = "#EFF1F4",
        LinesDefault = "#E1E5EA",
        TableLines = "#E1E5EA",
        Divider = "#E1E5EA",
        DividerLight = "#E1E5EA",
        LinesInputs = "#808B9A",
        TextPrimary = "#18202C",
        AppbarText = "#18202C",
        Dark = "#18202C",
        TextSecondary = "#465162",
        ActionDefault = "#465162",
        DrawerText = "#465162",
        DrawerIcon = "#465162",
        Secondary = "#465162",
        TextDisabled = "#5F6B7B",
        ActionDisabled = "#5F6B7B",
        Primary = "#1F5099",
        Info = "#1F5099",
        PrimaryDarken = "#173F7B",
        Success = "#0A6B4F",
        Warning = "#865E00",
        Error = "#9E1C26",
        HoverOpacity = 0.08,
    };

    private static PaletteDark Dark() => new()
    {
        Background = "#10141A",
        DrawerBackground = "#10141A",
        AppbarBackground = "#10141A",
        TableHover = "#202732",
        Surface = "#181D25",
        BackgroundGray = "#202732",
        Skeleton = "#202732",
        ActionDisabledBackground = "#202732",
        LinesDefault = "#2C3441",
        TableLines = "#2C3441",
        Divider = "#2C3441",
        DividerLight = "#2C3441",
        LinesInputs = "#6C7889",
        TextPrimary = "#E7EBF1",
        AppbarText = "#E7EBF1",
        TextSecondary = "#B4BDCA",
        ActionDefault = "#B4BDCA",
        DrawerText = "#B4BDCA",
        DrawerIcon = "#B4BDCA",
        Secondary = "#B4BDCA",
        TextDisabled = "#929DAD",
        ActionDisabled = "#929DAD",
        Primary = "#93B7F2",
        Info = "#93B7F2",
        PrimaryDarken = "#B4CEF8",
        Success = "#57C7AD",
        Warning = "#EDB95F",
        Error = "#FA857C",

        // Text alerts use the darkened tone as text; the derived one is too dark.
        SuccessDarken = "#57C7AD",
        WarningDarken = "#EDB95F",
        ErrorDarken = "#FA857C",
        InfoDarken = "#93B7F2",
        PrimaryContrastText = "#0E1726",
        SecondaryContrastText = "#0E1726",
        TertiaryContrastText = "#0E1726",
        InfoContrastText = "#0E1726",
        SuccessContrastText = "#0E1726",
        WarningContrastText = "#0E1726",
        ErrorContrastText = "#0E1726",
        DarkContrastText = "#0E1726",
        HoverOpacity = 0.14,
    };

    /// <summary>Only menus and dialogs float.</summary>
    private static Shadow Flat()
    {
        var shadow = new Shadow();
        shadow.Elevation = [.. shadow.Elevation.Select((_, i) => i is 8 or 24 ? Pop : "none")];
        return shadow;
    }
}
