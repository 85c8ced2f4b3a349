using RelationSync.Portal.Foundation;

namespace RelationSync.Tests.Support;

/// <summary>As outside of the demo.</summary>
internal sealed class NoSimulator : ISimulator
{
    public string Address => "http://127.0.0.1:5999";

    public bool IsRunning => false;
}
