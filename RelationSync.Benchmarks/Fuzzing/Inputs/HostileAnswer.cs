namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>What a server sends, to the byte.</summary>
/// <param name="Bytes">Head and body.</param>
/// <param name="Close">The connection ends after it.</param>
/// <param name="Times">The last part is sent so often.</param>
/// <param name="Last">The part that is sent again and again; may be empty.</param>
/// <param name="Hang">Nothing more comes, and the connection stays open.</param>
internal sealed record HostileAnswer(byte[] Bytes, bool Close = false, bool Hang = false, byte[]? Last = null, int Times = 0);
