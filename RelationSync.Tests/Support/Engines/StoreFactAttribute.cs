using RelationSync.Portal.Storage;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace RelationSync.Tests.Support.Engines;

/// <summary>A fact that runs once on each engine: the stores that it makes are on <see cref="TestEngine.Current"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RelationSync.Tests.Support.Engines.StoreFactDiscoverer", "RelationSync.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>The same for a theory; all its rows are one test case an engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RelationSync.Tests.Support.Engines.StoreTheoryDiscoverer", "RelationSync.Tests")]
public sealed class StoreTheoryAttribute : TheoryAttribute;

/// <summary>The engine that the running test is on; SQLite where it doesn't say.</summary>
internal static class TestEngine
{
    private static readonly AsyncLocal<StoreProvider?> Ambient = new();
    private static readonly StoreProvider Otherwise = Enum.Parse<StoreProvider>(Environment.GetEnvironmentVariable("RELATIONSYNC_TEST_ENGINE") ?? nameof(StoreProvider.Sqlite));

    public static StoreProvider Current
    {
        get => Ambient.Value ?? Otherwise;
        set => Ambient.Value = value;
    }

    public static string? Missing(StoreProvider provider) => provider is StoreProvider.PostgreSql ? PostgreSqlServer.Missing : null;
}

public sealed class StoreFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Enum.GetValues<StoreProvider>().Select(p => new EngineTestCase(
            messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, p));
}

public sealed class StoreTheoryDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Enum.GetValues<StoreProvider>().Select(p => new EngineTheoryTestCase(
            messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, p));
}

public sealed class EngineTestCase : XunitTestCase
{
    private StoreProvider _provider;

    [Obsolete("For deserialization only.")]
    public EngineTestCase()
    {
    }

    public EngineTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, StoreProvider provider)
        : base(messages, display, options, method) => _provider = provider;

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        TestEngine.Current = _provider;
        return base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("Engine", (int)_provider);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _provider = (StoreProvider)data.GetValue<int>("Engine");
        base.Deserialize(data);
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) => $"{base.GetDisplayName(factAttribute, displayName)} on {_provider}";

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => base.GetSkipReason(factAttribute) ?? TestEngine.Missing(_provider);

    protected override string GetUniqueID() => $"{base.GetUniqueID()}-{_provider}";
}

public sealed class EngineTheoryTestCase : XunitTheoryTestCase
{
    private StoreProvider _provider;

    [Obsolete("For deserialization only.")]
    public EngineTheoryTestCase()
    {
    }

    public EngineTheoryTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, StoreProvider provider)
        : base(messages, display, options, method) => _provider = provider;

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        TestEngine.Current = _provider;
        return base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("Engine", (int)_provider);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _provider = (StoreProvider)data.GetValue<int>("Engine");
        base.Deserialize(data);
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) => $"{base.GetDisplayName(factAttribute, displayName)} on {_provider}";

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => base.GetSkipReason(factAttribute) ?? TestEngine.Missing(_provider);

    protected override string GetUniqueID() => $"{base.GetUniqueID()}-{_provider}";
}
