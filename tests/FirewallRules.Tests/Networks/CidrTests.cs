using System.Net;
using System.Numerics;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class CidrTests
{
    [Test]
    public void Default_is_not_a_prefix()
    {
        Cidr none = default;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(none.Family, Is.EqualTo(IpFamily.None));
            Assert.That(none.PrefixLength, Is.Zero);
            Assert.That(none.AddressCount, Is.EqualTo(BigInteger.Zero));
            Assert.That(none.ToString(), Is.Empty);
            Assert.That(none.TryFormat(Span<char>.Empty, out var written) && written == 0, Is.True);
            Assert.That(none, Is.Not.EqualTo(Cidr.Parse("0.0.0.0/0")));
            Assert.That(none.Contains(none), Is.False);
            Assert.That(none.Overlaps(none), Is.False);
            Assert.That(Cidr.Parse("0.0.0.0/0").Contains(none), Is.False);
            Assert.That(none.Contains(IPAddress.Any), Is.False);
            Assert.That(() => none.FirstAddress, Throws.InvalidOperationException);
            Assert.That(() => none.LastAddress, Throws.InvalidOperationException);
            Assert.That(() => none.ToIPNetwork(), Throws.InvalidOperationException);
        }
    }

    [Test]
    public void Orders_by_family_then_address_then_length()
    {
        string[] ordered = ["0.0.0.0/0", "0.0.0.0/8", "10.0.0.0/8", "10.0.0.0/32", "255.255.255.255/32", "::/0", "::/128", "::ffff:0.0.0.0/96", "ffff::/16"];
        Cidr[] prefixes = [default, .. ordered.Select(text => Cidr.Parse(text))];
        for (var i = 0; i < prefixes.Length; i++)
        {
            for (var j = 0; j < prefixes.Length; j++)
            {
                var (a, b) = (prefixes[i], prefixes[j]);
                Assert.That(Math.Sign(a.CompareTo(b)), Is.EqualTo(Math.Sign(i.CompareTo(j))), $"'{a}' with '{b}'");
                Assert.That((a < b, a <= b, a > b, a >= b, a == b, a != b), Is.EqualTo((i < j, i <= j, i > j, i >= j, i == j, i != j)));
                Assert.That(a.Equals((object)b), Is.EqualTo(i == j));
            }
        }
    }

    [Test]
    public void Compares_with_a_prefix_only()
    {
        var prefix = Cidr.Parse("10.0.0.0/8");

        Assert.That(prefix.CompareTo(null), Is.Positive);
        Assert.That(prefix.CompareTo((object)prefix), Is.Zero);
        Assert.That(() => prefix.CompareTo("10.0.0.0/8"), Throws.ArgumentException);
        Assert.That(prefix.Equals("10.0.0.0/8"), Is.False);
    }

    [TestCase("10.0.0.0/8", "10.0.0.0/8", true, true)]
    [TestCase("10.0.0.0/8", "10.255.255.255/32", true, true)]
    [TestCase("10.255.0.0/16", "10.0.0.0/8", false, true)]
    [TestCase("10.0.0.0/9", "10.128.0.0/9", false, false)]
    [TestCase("0.0.0.0/0", "255.255.255.255/32", true, true)]
    [TestCase("0.0.0.0/0", "::/0", false, false)]
    [TestCase("::/0", "::ffff:10.0.0.0/104", true, true)]
    [TestCase("10.0.0.0/8", "::ffff:10.0.0.0/104", false, false)]
    [TestCase("::ffff:0.0.0.0/96", "10.0.0.0/8", false, false)]
    [TestCase("::/1", "8000::/1", false, false)]
    public void Contains_and_overlaps(string left, string right, bool contains, bool overlaps)
    {
        var (a, b) = (Cidr.Parse(left), Cidr.Parse(right));

        Assert.That(a.Contains(b), Is.EqualTo(contains));
        Assert.That((a.Overlaps(b), b.Overlaps(a)), Is.EqualTo((overlaps, overlaps)));
    }

    [Test]
    public void Prefixes_overlap_just_when_one_contains_the_other()
        => Law.HoldsForPrefixPairs((a, b) => a.Overlaps(b) == (a.Contains(b) || b.Contains(a)) && (a == b) == (a.Contains(b) && b.Contains(a)));

    [Test]
    public void Contains_addresses_of_its_own_family_only()
    {
        var prefix = Cidr.Parse("10.0.0.0/8");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(prefix.Contains(new IPAddress([10, 0, 0, 0])), Is.True);
            Assert.That(prefix.Contains(new IPAddress([10, 255, 255, 255])), Is.True);
            Assert.That(prefix.Contains(new IPAddress([9, 255, 255, 255])), Is.False);
            Assert.That(prefix.Contains(new IPAddress([11, 0, 0, 0])), Is.False);
            Assert.That(prefix.Contains(new IPAddress([10, 0, 0, 0]).MapToIPv6()), Is.False);
            Assert.That(() => prefix.Contains(null!), Throws.ArgumentNullException);
        }
    }

    [TestCase(-1)]
    [TestCase(33)]
    public void A_length_beyond_the_family_is_refused(int length)
        => Assert.That(() => new Cidr(IPAddress.Any, length), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Host_bits_and_scopes_are_refused()
    {
        var scoped = new IPAddress([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], scopeid: 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new Cidr(IPAddress.Loopback, 8), Throws.ArgumentException);
            Assert.That(() => new Cidr(IPAddress.IPv6Any, 129), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Cidr.FromAddress(scoped), Throws.ArgumentException);
            Assert.That(() => Cidr.Parse("::/0").Contains(scoped), Throws.ArgumentException);
        }
    }

    [Test]
    public void The_frameworks_default_network_is_the_whole_of_IPv4_there_and_here()
        => Assert.That(Cidr.FromIPNetwork(default).ToString(), Is.EqualTo("0.0.0.0/0"));
}
