using System.Net;

namespace FirewallRules.Tests.Networks;

/// <summary>The network types of the framework and of the IPNetwork2 package, in and out; and IPNetwork2 as an independent reference.</summary>
public sealed class NetworkTypeTests
{
    // What IPNetwork2 takes although it is not a prefix, and what it makes of it. The strict parser rejects all of them.
    private static readonly (string Text, string Read)[] Lenient =
    [
        ("010.0.0.0/8", "8.0.0.0/8"), // octal
        ("10/8", "0.0.0.0/8"), // short: the last number fills all octets that are left
        ("1.2.3/24", "1.2.0.0/24"),
        ("256/8", "0.0.0.0/8"),
        ("10.0.0.1/8", "10.0.0.0/8"), // host bits
        ("2001:db8::1/32", "2001:db8::/32"),
        ("10.0.0.0", "10.0.0.0/8"), // an address alone: a class
        ("::1", "::/64"),
        (" 10.0.0.0/8", "10.0.0.0/8"), // blanks, signs, zeros
        ("10.0.0.0/8 ", "10.0.0.0/8"),
        ("10.0.0.0/+8", "10.0.0.0/8"),
        ("10.0.0.0/08", "10.0.0.0/8"),
        ("10.0.0.0 255.0.0.0", "10.0.0.0/8"),
        ("fe80::1%1/64", "fe80::/64"), // a zone
    ];

    [Test]
    public void Prefixes_go_to_both_types_and_back()
        => Law.HoldsForPrefix(prefix => Cidr.FromIPNetwork(prefix.ToIPNetwork()) == prefix
            && Cidr.FromIPNetwork2(prefix.ToIPNetwork2()) == prefix
            && prefix.ToIPNetwork2().Cidr == prefix.PrefixLength
            && prefix.ToIPNetwork2().Network.Equals(prefix.FirstAddress)
            && prefix.ToIPNetwork2().Total == prefix.AddressCount);

    [Test]
    public void Sets_go_to_both_types_and_back()
        => Law.Holds(set => AddressSet.From(set.ToIPNetworks()) == set
            && AddressSet.From(set.ToIPNetworks2()) == set
            && AddressSet.From((IEnumerable<Cidr>)set) == set
            && set.ToIPNetworks().Length == set.CountPrefixes()
            && set.ToIPNetworks2().Select(Cidr.FromIPNetwork2).SequenceEqual(set)
            && set.ToIPNetworks().Select(Cidr.FromIPNetwork).SequenceEqual(set));

    [Test]
    public void A_builder_accepts_both_types()
    {
        var set = new AddressSetBuilder()
            .Add(new IPNetwork(new IPAddress([10, 0, 0, 0]), 25))
            .Add(IPNetwork2.Parse("10.0.0.128/25"))
            .AddRange([new IPNetwork(new IPAddress([192, 0, 2, 0]), 24)])
            .AddRange([IPNetwork2.Parse("2001:db8::/32"), IPNetwork2.Parse("2001:db9::/32")])
            .ToAddressSet();

        Assert.That(set, Is.EqualTo(Sets.Of("10.0.0.0/24", "192.0.2.0/24", "2001:db8::/31")));
    }

    [Test]
    public void An_invalid_network_is_an_argument_exception()
    {
        var scoped = new IPNetwork(new IPAddress([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], scopeid: 3), 64);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Cidr.FromIPNetwork2(null!), Throws.ArgumentNullException);
            Assert.That(() => default(Cidr).ToIPNetwork2(), Throws.InvalidOperationException);
            Assert.That(() => default(Cidr).ToIPNetwork(), Throws.InvalidOperationException);
            Assert.That(() => new AddressSetBuilder().Add((IPNetwork2)null!), Throws.ArgumentNullException);
            Assert.That(() => new AddressSetBuilder().AddRange((IEnumerable<IPNetwork2>)null!), Throws.ArgumentNullException);
            Assert.That(() => new AddressSetBuilder().AddRange((IEnumerable<IPNetwork>)null!), Throws.ArgumentNullException);
            Assert.That(() => new AddressSetBuilder().AddRange([IPNetwork2.Parse("::/0"), null!]), Throws.ArgumentException);
            Assert.That(() => AddressSet.From((IEnumerable<IPNetwork2>)null!), Throws.ArgumentNullException);
            Assert.That(() => AddressSet.From((IEnumerable<IPNetwork>)null!), Throws.ArgumentNullException);
            Assert.That(() => AddressSet.From((IEnumerable<Cidr>)null!), Throws.ArgumentNullException);
            Assert.That(() => AddressSet.From([default(Cidr)]), Throws.ArgumentException);
            Assert.That(() => Cidr.FromIPNetwork(scoped), Throws.ArgumentException);
            Assert.That(() => AddressSet.From([scoped]), Throws.ArgumentException);
        }
    }

    // Neither type can tell its default from 0.0.0.0/0.
    [Test]
    public void The_defaults_of_both_types_are_everything()
    {
        Assert.That(Cidr.FromIPNetwork(default).ToString(), Is.EqualTo("0.0.0.0/0"));
        Assert.That(Cidr.FromIPNetwork2(new IPNetwork2()).ToString(), Is.EqualTo("0.0.0.0/0"));
    }

    [Test]
    public void Canonical_prefixes_are_the_same_to_IPNetwork2()
        => Law.HoldsForPrefix(prefix => Cidr.FromIPNetwork2(IPNetwork2.Parse(prefix.ToString())) == prefix);

    // Of what the strict parser rejects, IPNetwork2 rejects only some; what it takes all the same is never what the text looks like elsewhere.
    [TestCaseSource(typeof(RefusedPrefixes), nameof(RefusedPrefixes.Rows))]
    public void Whatever_IPNetwork2_rejects_is_rejected(string text, CidrError _)
        => Assert.That(Cidr.TryParse(text, out var _), Is.False);

    [Test]
    public void What_IPNetwork2_accepts_beyond_prefixes_is_rejected()
    {
        foreach (var (text, read) in Lenient)
        {
            Assert.That(IPNetwork2.Parse(text).ToString(), Is.EqualTo(read), text);
            Assert.That(Cidr.TryParse(text, out var _), Is.False, text);
        }
    }

    [Test]
    public void IPNetwork2_agrees_about_sets_of_prefixes()
    {
        Law.HoldsForPrefixPairs((a, b) => a.Family != b.Family || a.ToIPNetwork2().Contains(b.ToIPNetwork2()) == a.Contains(b));
        Law.HoldsForPrefixPairs((a, b) => a.Family != b.Family || a.ToIPNetwork2().Overlap(b.ToIPNetwork2()) == a.Overlaps(b));
    }

    // It compares the numbers of the addresses and not their families.
    [Test]
    public void IPNetwork2_takes_IPv4_for_a_part_of_IPv6()
    {
        var (ipv4, ipv6) = (Cidr.Parse("0.0.0.16/28"), Cidr.Parse("::/121"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ipv6.ToIPNetwork2().Contains(ipv4.ToIPNetwork2()) && ipv6.ToIPNetwork2().Overlap(ipv4.ToIPNetwork2()), Is.True);
            Assert.That(ipv6.Contains(ipv4) || ipv6.Overlaps(ipv4), Is.False);
        }
    }

    [Test]
    public void IPNetwork2_merges_a_family_to_the_same_prefixes()
        => Law.Holds(set => new[] { set.IPv4, set.IPv6 }.All(
            family => IPNetwork2.Supernet([.. family.SelectMany(Halves)]).Select(Cidr.FromIPNetwork2).Order().SequenceEqual(family)));

    [Test]
    public void IPNetwork2_subtracts_a_prefix_to_the_same_prefixes()
        => Law.HoldsForPrefixPairs((a, b) => a.Family != b.Family || !a.Overlaps(b)
            || AddressSet.From(a.ToIPNetwork2().Subtract(b.ToIPNetwork2())) == AddressSet.Of(a).Except(AddressSet.Of(b)));

    private static IEnumerable<IPNetwork2> Halves(Cidr prefix)
        => (prefix.PrefixLength == (prefix.Family == IpFamily.IPv4 ? 32 : 128) ? [prefix] : prefix.Split(prefix.PrefixLength + 1))
            .Select(half => half.ToIPNetwork2());
}
