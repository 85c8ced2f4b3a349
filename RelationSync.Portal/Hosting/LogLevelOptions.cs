using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// Section <c>Logging:LogLevel</c>, which .NET reads itself: a level that it doesn't know would end the process before
/// anything could be said about it.
/// </summary>
public sealed class LogLevelOptions
{
    internal const string Section = "Logging:LogLevel";

    /// <summary>Keys of the section with an invalid level, each with its value.</summary>
    internal IReadOnlyList<KeyValuePair<string, string?>> Unknown { get; private set; } = [];

    /// <summary>Removes invalid levels from the configuration; the validator reports them.</summary>
    internal static void TakeUnknown(IConfigurationManager configuration, IServiceCollection services)
    {
        var unknown = configuration.GetSection(Section).GetChildren()
            .Where(level => !string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            .Select(level => KeyValuePair.Create(level.Key, level.Value))
            .ToList();
        configuration.AddInMemoryCollection(unknown.Select(level => KeyValuePair.Create($"{Section}:{level.Key}", (string?)nameof(LogLevel.Information))));
        services.AddSingleton<IValidateOptions<LogLevelOptions>, LogLevelOptionsValidator>();
        services.AddOptions<LogLevelOptions>().Configure(options => options.Unknown = unknown).ValidateOnStart();
    }
}

internal sealed class LogLevelOptionsValidator : IValidateOptions<LogLevelOptions>
{
    public ValidateOptionsResult Validate(string? name, LogLevelOptions options)
    {
        var faults = new OptionFaults(LogLevelOptions.Section);
        foreach (var (key, value) in options.Unknown)
        {
            faults.Must(false, key, $"be one of {string.Join(", ", Enum.GetNames<LogLevel>())}", value);
        }

        return faults.ToResult();
    }
}
