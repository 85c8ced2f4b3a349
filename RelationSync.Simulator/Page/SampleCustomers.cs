using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Page;

/// <summary>Takes the contacts of an org in turn, so that the portal finds somebody to hang an Event on.</summary>
internal sealed class SampleCustomers(SimulatorWorld world, IConfiguration configuration)
{
    private static readonly SampleCustomer Nobody = new("山田 太郎", "yamada@aozora.example", "03-1234-5678", "sato@example.com", "佐藤 花子");
    private int _next = -1;

    public SampleCustomer Next()
    {
        var at = Interlocked.Increment(ref _next) & int.MaxValue;
        if (Chosen() is not { } org)
        {
            return Nobody;
        }

        using var gate = GateScope.Read(org);
        var contacts = org["Contact"].Rows.Where(Reachable).Take(100).ToList();
        if (contacts.Count == 0)
        {
            return Nobody;
        }

        var contact = contacts[at % contacts.Count];
        var users = org["User"].Rows.Where(u => u.Flag("IsActive") && u.Text("Username") != org.AdminUsername).Take(100).ToList();
        var user = users.Count > 0 ? users[at % users.Count] : null;
        return new SampleCustomer(
            contact.Text("Name")!,
            contact.Text("Email")!,
            contact.Text("Phone")!,
            user?.Text("Email") ?? Nobody.OperatorEmail,
            user?.Text("Name") ?? Nobody.OperatorName);
    }

    private Org? Chosen() => world.Find(configuration["Simulator:Org"] ?? "demo") ?? world.Orgs.FirstOrDefault();

    private static bool Reachable(Record contact) =>
        !contact.IsDeleted && contact.Text("Email") is not null && contact.Text("Phone") is not null;
}
