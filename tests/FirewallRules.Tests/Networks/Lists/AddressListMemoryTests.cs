using System.Net;
using System.Numerics;
using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>What reading a list allocates: the set that it makes, however long the list is.</summary>
[RandomSeeds]
public sealed class AddressListMemoryTests
{
    // A reader keeps the longest line that it may have to put together, and a builder a few small objects.
    private const int Fixed = 32 * 1024;

    [TestCase(IpFamily.IPv4)]
    [TestCase(IpFamily.IPv6)]
    [Long]
    public void Nine_million_lines_more_of_the_same_prefixes_allocate_nothing_more(IpFamily family)
    {
        var random = Seed.NewRandom();
        var prefixes = Enumerable.Range(0, 1000).Select(_ => RandomPrefix(random, family)).ToArray();
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(_ => $"{prefixes[random.Next(prefixes.Length)]}\n")));
        var reader = new AddressListReader();

        Read(1_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(10_000_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(reader.LineCount, Is.EqualTo(10_000_000));
        Assert.That(reader.Complete(), Is.EqualTo(AddressSet.Of(prefixes)));
        Assert.That(allocated, Is.LessThan(1024), "bytes after the first million lines");

        void Read(long upTo)
        {
            while (reader.LineCount < upTo)
            {
                reader.Append(lines);
            }
        }
    }

    [TestCase(IpFamily.IPv4, 4)]
    [TestCase(IpFamily.IPv6, 16)]
    public void Reading_a_list_allocates_little_more_than_its_set(IpFamily family, int addressLength)
    {
        var random = Seed.NewRandom();
        var list = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 100_000).Select(_ => RandomPrefix(random, family))));

        // What the pool of arrays keeps after the first calls, later ones take from there.
        AddressSet.Parse(list);
        AddressSet.Parse(list);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = AddressSet.Parse(list);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var boundaries = 2L * set.RangeCount * addressLength;
        TestContext.Out.WriteLine($"{allocated} bytes for {boundaries} bytes of boundaries");
        Assert.That(boundaries, Is.GreaterThan(10 * Fixed));
        Assert.That(allocated, Is.LessThan((boundaries * 3 / 2) + Fixed));
    }

    // What another builder brought was not added here one by one, and says nothing of how much is still to come.
    [TestCase(32, 32)]
    [TestCase(128, 64)]
    public void A_builder_that_added_another_allocates_no_more_than_it_expects(int bits, int length)
    {
        const int expected = 100_000;

        // Each second network, of which no two merge, and nearly as many at once as the room for them takes.
        Cidr[] prefixes = [.. Enumerable.Range(0, (1 << 18) + 5).Select(i => CrowdedPrefixes.Prefix(new BigInteger(i) << (bits - length + 1), length, bits))];
        var builder = new AddressSetBuilder(expected).Add(new AddressSetBuilder().AddRange(prefixes.AsSpan(10)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        builder.AddRange(prefixes.AsSpan(0, 10));
        var set = builder.ToAddressSet();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(set.RangeCount, Is.EqualTo(prefixes.Length));
        Assert.That(allocated, Is.LessThan(64 << 20));
    }

    private static Cidr RandomPrefix(Random random, IpFamily family)
    {
        var bytes = new byte[family == IpFamily.IPv4 ? 4 : 16];
        random.NextBytes(bytes);
        var length = family == IpFamily.IPv4 ? random.Next(16, 33) : random.Next(32, 65);
        return Cidr.Parse($"{new IPAddress(bytes)}/{length}", CidrStyles.MaskHostBits);
    }
}
