namespace RelationSync.Simulator.Seeding;

internal sealed record DemoPerson(string LastName, string FirstName, string Email, string Phone, string Company);
