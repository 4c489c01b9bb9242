using System.Numerics;
using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>
/// Sets of quarters of /64 networks: where IPv6 addresses are kept by the halves of their bits, whole networks and parts of them must meet
/// as if they were not. A set is a number with one bit for each of the sixteen quarters.
/// </summary>
[TestFixture("::")]
[TestFixture("2001:db8::")]
[TestFixture("7fff:ffff:ffff:fffc::")]
[TestFixture("8000::")]
[TestFixture("ffff:ffff:ffff:fffc::")]
public sealed class NetworkBoundaryTests(string start)
{
    private const int Quarters = 16;
    private const int Pairs = 3_000;

    private readonly Random _random = Seed.NewRandom();
    private readonly AddressRange _all = new(IpFamily.IPv6, Value(start), Value(start) + ((UInt128)Quarters << 62) - 1);

    [Test]
    public void Every_set_gives_its_minimal_prefixes()
    {
        for (var mask = 0; mask < 1 << Quarters; mask++)
        {
            var set = SetOf(mask);
            if (!set.SequenceEqual(Prefixes(mask, 0, Quarters)) || set.CountAddresses() != (BigInteger)BitOperations.PopCount((uint)mask) << 62)
            {
                Assert.Fail($"{mask:b}: {set}");
            }
        }
    }

    [Test]
    public void Every_builder_is_written_as_its_minimal_prefixes([Values(false, true)] bool ranges)
    {
        for (var mask = 0; mask < 1 << Quarters; mask++)
        {
            var builder = ranges ? RangesOf(mask) : QuartersOf(mask);
            if (Written(new AddressListWriter(builder)) != Text(mask))
            {
                Assert.Fail($"{mask:b}: {builder.ToAddressSet()}");
            }
        }
    }

    [Test]
    public void Adding_builders_is_the_union_of_their_bits()
        => ForPairs((a, b) =>
        {
            var (x, y) = (RangesOf(a), QuartersOf(b));
            Assert.That(Written(new AddressListWriter(x.Compact().Add(y))), Is.EqualTo(Text(a | b)));
            Assert.That(x.ToAddressSet(), Is.EqualTo(SetOf(a | b)));
            Assert.That(y.ToAddressSet(), Is.EqualTo(SetOf(b)), "the other builder keeps what it has");
            Assert.That(y.Add(RangesOf(a & ~b)).Add(SetOf(a)).ToAddressSet(), Is.EqualTo(SetOf(a | b)));
        });

    [Test]
    public void Pairs_of_sets_combine_as_their_bits_do()
        => ForPairs((a, b) =>
        {
            var (x, y) = (SetOf(a), SetOf(b));
            Assert.That(x.Union(y), Is.EqualTo(SetOf(a | b)));
            Assert.That(x.Intersect(y), Is.EqualTo(SetOf(a & b)));
            Assert.That(x.Except(y), Is.EqualTo(SetOf(a & ~b)));
            Assert.That(x.SymmetricExcept(y), Is.EqualTo(SetOf(a ^ b)));
            Assert.That(x.Union(y).GetHashCode(), Is.EqualTo(SetOf(a | b).GetHashCode()));
            Assert.That(x.Contains(y), Is.EqualTo((b & ~a) == 0));
            Assert.That(x.Overlaps(y), Is.EqualTo((a & b) != 0));
            Assert.That(x == y, Is.EqualTo(a == b));
            Assert.That(new AddressSetBuilder().Add(x).Add(y).ToAddressSet(), Is.EqualTo(SetOf(a | b)));
        });

    [Test]
    public void A_complement_is_the_rest()
        => ForPairs((a, _) =>
        {
            var complement = SetOf(a).Complement();
            Assert.That(complement.Intersect(new AddressSetBuilder().Add(_all).ToAddressSet()), Is.EqualTo(SetOf(~a & 0xffff)));
            Assert.That(complement.Complement(), Is.EqualTo(SetOf(a)));
        });

    [Test]
    public void Sets_answer_for_every_quarter_and_for_ranges()
        => ForPairs((a, b) =>
        {
            var set = SetOf(a);
            var (first, last) = (Math.Min(a, b) % Quarters, Math.Max(a, b) % Quarters);
            (first, last) = (Math.Min(first, last), Math.Max(first, last));
            var asked = ((1 << (last - first + 1)) - 1) << first;
            var range = new AddressRange(IpFamily.IPv6, Quarter(first).FirstValue, Quarter(last).LastValue);
            Assert.That(set.Contains(range), Is.EqualTo((asked & ~a) == 0));
            Assert.That(set.Overlaps(range), Is.EqualTo((asked & a) != 0));
            Assert.That(set.Contains(Quarter(first)), Is.EqualTo((a >> first & 1) == 1));
            Assert.That(set.Contains(Quarter(first).LastAddress), Is.EqualTo((a >> first & 1) == 1));
            Assert.That(set.Ranges.Aggregate(new AddressSetBuilder(), (builder, next) => builder.Add(next)).ToAddressSet(), Is.EqualTo(set));
            Assert.That(set.RangeCount, Is.EqualTo(BitOperations.PopCount((uint)(a & ~(a << 1)))));
        });

    [Test]
    public void What_is_written_is_read_again()
        => ForPairs((a, _) =>
        {
            var text = Written(new AddressListWriter(SetOf(a)));
            Assert.That(text, Is.EqualTo(Text(a)));
            Assert.That(AddressSet.Parse(text), Is.EqualTo(SetOf(a)));
        });

    private static UInt128 Value(string address) => Cidr.Parse($"{address}/62").FirstValue;

    private Cidr Quarter(int number) => Prefix(number, 1);

    private Cidr Prefix(int first, int quarters)
        => new(_all.FirstValue + ((UInt128)first << 62), 66 - BitOperations.Log2((uint)quarters), IpFamily.IPv6);

    private static string Written(AddressListWriter writer)
    {
        var text = new byte[4096];
        return Encoding.ASCII.GetString(text, 0, writer.Write(text));
    }

    private string Text(int mask) => string.Concat(Prefixes(mask, 0, Quarters).Select(prefix => $"{prefix}\n"));

    private AddressSet SetOf(int mask) => QuartersOf(mask).ToAddressSet();

    private AddressSetBuilder QuartersOf(int mask)
    {
        Cidr[] quarters = [.. Enumerable.Range(0, Quarters).Where(number => (mask >> number & 1) == 1).Select(Quarter)];
        _random.Shuffle(quarters);
        return new AddressSetBuilder().AddRange(quarters.AsSpan());
    }

    // Runs of quarters, each as one range.
    private AddressSetBuilder RangesOf(int mask)
    {
        var ranges = new List<AddressRange>();
        for (var first = 0; first < Quarters; first++)
        {
            var last = first;
            while ((mask >> last & 1) == 1)
            {
                last++;
            }

            if (last > first)
            {
                ranges.Add(new AddressRange(IpFamily.IPv6, Quarter(first).FirstValue, Quarter(last - 1).LastValue));
                first = last;
            }
        }

        AddressRange[] shuffled = [.. ranges];
        _random.Shuffle(shuffled);
        return shuffled.Aggregate(new AddressSetBuilder(), (builder, range) => builder.Add(range));
    }

    private IEnumerable<Cidr> Prefixes(int mask, int first, int quarters)
    {
        var asked = ((1 << quarters) - 1) << first;
        return (mask & asked) == asked ? [Prefix(first, quarters)]
            : (mask & asked) == 0 ? []
            : Prefixes(mask, first, quarters / 2).Concat(Prefixes(mask, first + (quarters / 2), quarters / 2));
    }

    private void ForPairs(Action<int, int> check)
    {
        for (var i = 0; i < Pairs; i++)
        {
            check(_random.Next(1, 1 << Quarters), _random.Next(1, 1 << Quarters));
        }
    }
}
