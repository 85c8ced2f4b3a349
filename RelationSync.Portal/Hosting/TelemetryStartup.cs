using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>Traces, metrics and logs to a collector by OTLP, where one is set. They hold no body, secret or customer, as the log doesn't.</summary>
internal static class TelemetryStartup
{
    private const string IntakePath = "/api/v1/inboxes";

    public static void AddTelemetryExport(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(TelemetryOptions.Section);
        var options = new TelemetryOptions();
        if (section.GetChildren().Any())
        {
            OptionSections.Bind(section, options);
        }

        if (options.OtlpEndpoint is not { IsAbsoluteUri: true } || options.TraceShare is not (>= 0 and <= 1))
        {
            return; // a bad value is told with those of all other settings
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(Tracing.SourceName.ToLowerInvariant(), serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics.AddOtlpExporter(o => Send(o, options, "metrics")))
            .WithTracing(tracing => tracing
                .SetSampler(new TraceIdRatioBasedSampler(options.TraceShare)) // not by the caller's word: callers are strangers
                .AddSource(Tracing.SourceName)
                .AddAspNetCoreInstrumentation(o => o.Filter = context => context.Request.Path.StartsWithSegments(IntakePath))
                .AddOtlpExporter(o => Send(o, options, "traces")));
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter(o => Send(o, options, "logs")));
    }

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string signal)
    {
        exporter.Protocol = options.OtlpProtocol;
        exporter.Endpoint = options.OtlpProtocol is OtlpExportProtocol.HttpProtobuf
            ? new Uri($"{options.OtlpEndpoint!.AbsoluteUri.TrimEnd('/')}/v1/{signal}")
            : options.OtlpEndpoint!;
    }
}
