using System.Runtime.CompilerServices;

namespace RelationSync.Tests.Support;

/// <summary>How long tests of components wait for what a component does by itself. A busy machine is not a fault of the component.</summary>
internal static class ComponentPatience
{
    [ModuleInitializer]
    internal static void Set() => Bunit.BunitContext.DefaultWaitTimeout = TimeSpan.FromMinutes(1);
}
