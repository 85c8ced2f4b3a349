using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Writing;

internal static class LicenceCounter
{
    /// <summary>Counts the active users of each licence through their profiles.</summary>
    public static void Recount(Org org)
    {
        var profiles = org["Profile"];
        var used = org["User"].Rows
            .Where(u => u.Flag("IsActive") && u.Text("ProfileId") is not null)
            .GroupBy(u => profiles.TryGet(u.Text("ProfileId")!, out var profile) ? profile.Text("UserLicenseId") : null)
            .Where(g => g.Key is not null)
            .ToDictionary(g => g.Key!, g => (long)g.Count());
        var licences = org["UserLicense"];
        foreach (var licence in licences.Rows)
        {
            var values = (object?[])licence.Values.Clone();
            values[licences.Type["UsedLicenses"].Ordinal] = used.GetValueOrDefault(licence.Id);
            licences.Replace(licence, values);
        }
    }
}
