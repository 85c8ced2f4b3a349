namespace RelationSync.Simulator.Page;

/// <summary>A contact of an org that a sample operation is for, and the user who does it.</summary>
internal sealed record SampleCustomer(string Name, string Email, string Phone, string OperatorEmail, string OperatorName);
