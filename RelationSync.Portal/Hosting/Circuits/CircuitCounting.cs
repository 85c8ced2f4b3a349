using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>
/// Counts its circuit from its making, with which this is made, to its end. Of pages that were rendered at the same moment, those
/// past the limit are loaded again and so find the page that says so (<see cref="CircuitsFull"/>).
/// </summary>
internal sealed class CircuitCounting : CircuitHandler, IDisposable
{
    private readonly OpenCircuits _circuits;

    /// <exception cref="InvalidOperationException">There are as many as may be; the circuit isn't made.</exception>
    public CircuitCounting(OpenCircuits circuits, NavigationManager navigation)
    {
        _circuits = circuits;
        if (!circuits.TryOpen())
        {
            navigation.Refresh(forceReload: true);
            throw new InvalidOperationException("As many pages are open as Portal:MaxCircuits allows.");
        }
    }

    /// <summary>With the circuit's services, whichever way it ended.</summary>
    public void Dispose() => _circuits.Close();
}
