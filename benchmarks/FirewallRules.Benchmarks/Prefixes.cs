using System.Text;

namespace FirewallRules.Benchmarks;

/// <summary>Made-up prefixes with a fixed seed and, in routing tables, about the length mix of the real ones.</summary>
internal static class Prefixes
{
    public const int Seed = 20241017;

    /// <summary>Disjoint prefixes (/24 or /56) that cannot be merged: exactly <paramref name="count"/> stay.</summary>
    public static AddressSet Unmergeable(int count, IpFamily family)
    {
        var builder = new AddressSetBuilder(count);
        for (var i = 0; i < count; i++)
        {
            var group = (uint)i << 12;
            builder.Add(family == IpFamily.IPv4 ? new Cidr(IpAddress(group), 24) : Cidr.Parse($"2600:{group >> 16:x}:{group & 0xffff:x}:b900::/56"));
        }

        return builder.ToAddressSet();
    }

    public static string[] RoutingTable(int count, IpFamily family, int seed = Seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => family == IpFamily.IPv4 ? IPv4(random) : IPv6(random))];
    }

    /// <summary>A routing table as lines, as text and as prefixes.</summary>
    public static (string[] Lines, byte[] Utf8, Cidr[] Parsed) RoutingTableInForms(int count, IpFamily family)
    {
        var lines = RoutingTable(count, family);
        return (lines, ToUtf8(lines), [.. lines.Select(line => Cidr.Parse(line))]);
    }

    /// <summary>Public IPv4 prefixes with the lengths of the routing table, and single addresses, in some of the /8 blocks.</summary>
    public static AddressSet Public(int count, int blocks)
    {
        var random = new Random(Seed);
        var set = AddressSet.Empty;
        while (set.CountPrefixes() < count)
        {
            var more = new AddressSetBuilder(count).Add(set);
            for (var i = set.CountPrefixes(); i < count; i++)
            {
                var length = random.Next(100) switch { < 60 => 24, < 72 => 22, < 82 => 23, < 88 => 32, < 94 => 20, < 97 => 19, _ => 16 };
                var block = blocks == 256 ? random.Next(256) : 34 + random.Next(blocks);
                more.Add(new Cidr(IpAddress((((uint)block << 24) | (uint)random.Next(1 << 24)) & (uint.MaxValue << (32 - length))), length));
            }

            set = more.ToAddressSet().Except(SpecialPurpose.Addresses);
        }

        return AddressSet.Of([.. set.Take(count)]);
    }

    public static byte[] ToUtf8(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    public static System.Net.IPAddress IpAddress(uint value)
        => new([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private static string IPv4(Random random)
    {
        var length = random.Next(100) switch { < 60 => 24, < 72 => 22, < 82 => 23, < 88 => 21, < 94 => 20, < 97 => 19, _ => 16 };
        var address = (uint)random.NextInt64(0x0100_0000, 0xe000_0000) & (uint.MaxValue << (32 - length));
        return $"{IpAddress(address)}/{length}";
    }

    private static string IPv6(Random random)
    {
        var length = random.Next(100) switch
        {
            < 54 => 48,
            < 67 => 44,
            < 77 => 32,
            < 83 => 40,
            < 87 => 36,
            < 91 => 46,
            < 95 => 47,
            < 98 => 29,
            < 99 => 64,
            _ => 128,
        };
        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[0] = (byte)(0x20 | (bytes[0] & 0x1f));
        return Cidr.Parse($"{new System.Net.IPAddress(bytes)}/{length}", CidrStyles.MaskHostBits).ToString();
    }
}
