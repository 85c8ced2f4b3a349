namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>What an address stands for.</summary>
public enum EnvironmentKind
{
    Production,
    Sandbox,

    /// <summary>An org's own host.</summary>
    Domain,

    /// <summary>On this machine; only where http on loopback is allowed.</summary>
    Simulator,
}
