using System.Globalization;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    internal const string Section = "Telemetry";

    /// <summary>OTLP collector for traces, metrics and logs; null for none.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>How it is spoken to. By <see cref="OtlpExportProtocol.HttpProtobuf"/>, <c>/v1/traces</c> and so on are added to its path.</summary>
    public OtlpExportProtocol OtlpProtocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>Share of traces that are exported.</summary>
    public double TraceShare { get; set; } = 1;
}

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var faults = new OptionFaults(TelemetryOptions.Section);
        faults.Must(options.OtlpEndpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, nameof(options.OtlpEndpoint), "be an address of http or https, or absent", $"{options.OtlpEndpoint}");
        faults.Must(Enum.IsDefined(options.OtlpProtocol), nameof(options.OtlpProtocol), "be Grpc or HttpProtobuf", $"{options.OtlpProtocol}");
        faults.Must(options.TraceShare is >= 0 and <= 1, nameof(options.TraceShare), "be from 0 to 1", options.TraceShare.ToString(CultureInfo.InvariantCulture));
        return faults.ToResult();
    }
}
