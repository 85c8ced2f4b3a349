namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>What an address stands for.</summary>
public enum EnvironmentKind
{
    /// <summary>An org's own host: through the others a local app can be taken for one of another org.</summary>
    Domain,

    Production,
    Sandbox,

    /// <summary>On this machine; only where http on loopback is allowed.</summary>
    Simulator,
}
