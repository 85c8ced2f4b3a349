using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Why an entry can't be applied.</summary>
/// <param name="At">JSON pointer (RFC 6901); empty: the file as a whole.</param>
/// <param name="Reason">Never with a secret.</param>
internal sealed record ProvisioningFault(string At, string Reason);

/// <summary>The file can't be applied, so nothing of it was.</summary>
internal sealed class ProvisioningException(IReadOnlyList<ProvisioningFault> faults)
    : StartupException("The provisioning file (Provisioning:Path) can't be applied. " + string.Join(" ", faults.Select(f => $"{f.At}: {f.Reason}.")))
{
    public IReadOnlyList<ProvisioningFault> Faults { get; } = faults;
}
