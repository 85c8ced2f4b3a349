using System.Globalization;
using System.Text.Json;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Writing;

/// <summary>The org's own rules on Event, asked of the record as it would be saved.</summary>
internal static class ValidationRules
{
    public static SaveError? Check(SaveState state) => state.Org.Settings.ValidationRules
        .Where(rule => Holds(state, rule.When!))
        .Select(rule => new SaveError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.Message!, rule.Field is { } field ? [field] : []))
        .FirstOrDefault();

    private static bool Holds(SaveState state, ValidationConditionSettings condition)
    {
        if (!state.Draft.Entity.TryStored(condition.Field!, out var field) || field.Ordinal < 0)
        {
            return false;
        }

        var value = state.Values[field.Ordinal];
        return condition.Contains is { } part ? Text(value).Contains(part, StringComparison.Ordinal) : Is(value, condition.Value!.Value);
    }

    private static bool Is(object? value, JsonElement wanted)
    {
        var text = wanted.ValueKind == JsonValueKind.String ? wanted.GetString()! : wanted.GetRawText();
        return value is DateTime time && SalesforceTime.TryParse(text, out var other) ? time == other : Text(value) == text;
    }

    private static string Text(object? value) => value switch
    {
        true => "true",
        false => "false",
        DateTime time => SalesforceTime.Format(time),
        DateOnly date => SalesforceTime.Format(date),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
