using Xunit.Abstractions;
using Xunit.Sdk;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Finds an <see cref="OnDemandFactAttribute"/> only where its variable is set.</summary>
public sealed class OnDemandDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer _facts = new(diagnostics);

    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Environment.GetEnvironmentVariable((string)factAttribute.GetConstructorArguments().Single()) == "1"
            ? _facts.Discover(discoveryOptions, testMethod, factAttribute)
            : [];
}
