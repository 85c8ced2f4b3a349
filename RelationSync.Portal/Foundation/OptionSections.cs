using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Foundation;

/// <summary>A section of the settings, checked at the start.</summary>
internal static class OptionSections
{
    /// <param name="section">Empty: the root of the configuration.</param>
    public static OptionsBuilder<TOptions> AddSection<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) => Bind(section.Length == 0 ? configuration : configuration.GetSection(section), options))
            .ValidateOnStart();
    }

    /// <exception cref="OptionsValidationException">A value can't be read as what its key is.</exception>
    public static void Bind<TOptions>(IConfiguration section, TOptions options)
        where TOptions : class
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // "Failed to convert configuration value 'soon' at 'Worker:DrainInterval' to type 'System.TimeSpan'."
            throw new OptionsValidationException("", typeof(TOptions), [$"{e.Message} Allowed are times as hh:mm:ss, whole numbers, true and false, as the key is."]);
        }
    }
}
