using System.Globalization;
using System.Resources;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components;

/// <summary>What pages say where a command was refused, in the language of the current culture.</summary>
internal static class CommandFaultTexts
{
    private static readonly ResourceManager Texts = new("RelationSync.Portal.Resources.CommandFaults", typeof(SharedTexts).Assembly);

    public static string Of(CommandFault fault) => Texts.GetString($"Command_Fault_{fault}", CultureInfo.CurrentUICulture)!;
}
