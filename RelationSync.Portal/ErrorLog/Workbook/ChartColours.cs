using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Every category has a colour of its own; its warnings have a paler one. The legend says which is which in words.</summary>
internal static class ChartColours
{
    private const double Paleness = 0.5;

    public static string Of(LogKind kind)
    {
        var strong = Of(kind.Category);
        var colour = kind.Severity is LogSeverity.Error ? strong : Paler(strong);
        return FormattableString.Invariant($"{colour:X6}");
    }

    private static int Of(LogCategory category) => category switch
    {
        LogCategory.Authorization => 0x9E1C26,
        LogCategory.Limit => 0xB27B06,
        LogCategory.Transient => 0x5F6B7B,
        LogCategory.Permission => 0x7A3E9D,
        LogCategory.Validation => 0x1F5099,
        LogCategory.DuplicateRule => 0x0F7C8A,
        LogCategory.Owner => 0x0A6B4F,
        LogCategory.Target => 0x5E86C4,
        LogCategory.Type => 0x6B8E23,
        LogCategory.Truncated => 0xA0522D,
        LogCategory.Times => 0xC2577A,
        LogCategory.CancelledLate => 0x4B4BA8,
        LogCategory.Other => 0x2B2F36,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "no such category"),
    };

    private static int Paler(int colour)
    {
        var result = 0;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            var part = (colour >> shift) & 0xFF;
            result |= (int)(part + ((0xFF - part) * Paleness)) << shift;
        }

        return result;
    }
}
