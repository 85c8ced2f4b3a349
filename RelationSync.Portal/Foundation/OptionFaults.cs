using System.Globalization;
using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Foundation;

/// <summary>Collects everything that is wrong with a section: the key, what is allowed, and what it is. Never the value of a secret.</summary>
internal sealed class OptionFaults(string section)
{
    private readonly List<string> _faults = [];

    public ValidateOptionsResult ToResult() => _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);

    /// <summary>Bounds are included.</summary>
    public void Between(string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        Must(value >= least && value <= most, key, $"be a time from {least:c} to {most:c} (hh:mm:ss)", value.ToString("c", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Between(string, TimeSpan, TimeSpan, TimeSpan)"/>
    public void Between(string key, int value, int least, int most) =>
        Must(value >= least && value <= most, key, string.Create(CultureInfo.InvariantCulture, $"be from {least} to {most}"), value.ToString(CultureInfo.InvariantCulture));

    public void Must(bool holds, string key, string allowed, string? actual)
    {
        if (!holds)
        {
            _faults.Add($"{Name(key)} must {allowed}; it is '{actual}'.");
        }
    }

    /// <summary>For a value that must not be shown.</summary>
    public void MustSecret(bool holds, string key, string allowed)
    {
        if (!holds)
        {
            _faults.Add($"{Name(key)} must {allowed}; its value isn't shown.");
        }
    }

    private string Name(string key) => section.Length == 0 ? key : $"{section}:{key}";
}
