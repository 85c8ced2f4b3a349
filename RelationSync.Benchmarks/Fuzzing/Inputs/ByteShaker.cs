namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>Changes, cuts, doubles and ends bytes, whatever they mean.</summary>
internal static class ByteShaker
{
    private static readonly byte[] Telling = [.. "{}[]\",:0\\<>&/-e.\r\n"u8, 0, 0x7F, 0x80, 0xC0, 0xED, 0xEF, 0xF4, 0xFF];

    public static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = new List<byte>(good);
        for (var hits = random.Next(1, 7); hits > 0 && bytes.Count > 1; hits--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(1, Math.Min(16, bytes.Count - at) + 1);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes[at] = Telling[random.Next(Telling.Length)];
                    break;
                case 4:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 5:
                    bytes.Insert(at, Telling[random.Next(Telling.Length)]);
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(6) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }
}
