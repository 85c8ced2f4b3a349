namespace RelationSync.Portal.Accounts;

/// <summary>The viewer's choice of light or dark, kept in a cookie so that static pages know it too.</summary>
public static class ThemeChoice
{
    /// <summary>The cookie: <c>light</c> or <c>dark</c>; absent: as the system has it.</summary>
    public const string Cookie = "relationsync-theme";

    public const string System = "system";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>What a cookie or form says; anything else is the system's.</summary>
    public static string Read(string? value) => value is Light or Dark ? value : System;

    /// <summary>The one after it, for a button that goes round.</summary>
    public static string Next(string choice) => choice switch
    {
        System => Light,
        Light => Dark,
        _ => System,
    };
}
