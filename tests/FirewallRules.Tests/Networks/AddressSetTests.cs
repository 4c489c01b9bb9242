using System.Numerics;

namespace FirewallRules.Tests.Networks;

public sealed class AddressSetTests
{
    private static readonly AddressSet Everything = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    [Test]
    public void Whole_spaces_are_counted_without_overflow()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AddressSet.AllIPv4.CountAddresses(), Is.EqualTo(BigInteger.Pow(2, 32)));
            Assert.That(AddressSet.AllIPv6.CountAddresses(), Is.EqualTo(BigInteger.Pow(2, 128)));
            Assert.That(Everything.CountAddresses(), Is.EqualTo(BigInteger.Pow(2, 32) + BigInteger.Pow(2, 128)));
            Assert.That(AddressSet.Empty.CountAddresses(), Is.EqualTo(BigInteger.Zero));
        }
    }

    [Test]
    public void Whole_spaces_are_one_prefix_each()
    {
        Assert.That(Everything.Select(prefix => prefix.ToString()), Is.EqualTo(new[] { "0.0.0.0/0", "::/0" }));
        Assert.That(Everything, Is.EqualTo(AddressSet.Parse("0.0.0.0/1\n128.0.0.0/1\n::/1\n8000::/1")));
        Assert.That(Everything.Complement(), Is.EqualTo(AddressSet.Empty));
        Assert.That(AddressSet.Empty.Complement(), Is.EqualTo(Everything));
    }

    [Test]
    public void The_worst_range_of_each_space_takes_two_prefixes_a_bit()
    {
        var ipv4 = AddressSet.Parse("0.0.0.1-255.255.255.254");
        var ipv6 = AddressSet.Parse("::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ipv4.CountPrefixes(), Is.EqualTo(62));
            Assert.That(ipv6.CountPrefixes(), Is.EqualTo(254));
            Assert.That(ipv6.First().ToString(), Is.EqualTo("::1/128"));
            Assert.That(ipv6.Last().ToString(), Is.EqualTo("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/128"));
            Assert.That(AddressSet.Of([.. ipv4, .. ipv6]), Is.EqualTo(ipv4.Union(ipv6)));
        }
    }

    [Test]
    public void Mapped_IPv6_is_not_IPv4()
    {
        var mapped = AddressSet.Of(Cidr.Parse("::ffff:10.0.0.0/104"));
        var plain = AddressSet.Of(Cidr.Parse("10.0.0.0/8"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mapped.Overlaps(plain), Is.False);
            Assert.That(mapped.IPv4.IsEmpty, Is.True);
            Assert.That(mapped.Contains(Cidr.Parse("10.0.0.0/8")), Is.False);
            Assert.That(AddressSet.AllIPv4.Contains(mapped), Is.False);
        }
    }

    [Test]
    public void Families_can_be_split_and_joined_without_loss()
    {
        var both = AddressSet.Parse("10.0.0.0/8\n2001:db8::/32");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(both.IPv4.ToString(), Is.EqualTo("10.0.0.0/8"));
            Assert.That(both.IPv6.ToString(), Is.EqualTo("2001:db8::/32"));
            Assert.That(both.IPv4.Union(both.IPv6), Is.EqualTo(both));
            Assert.That(both.IPv4.Overlaps(both.IPv6), Is.False);
        }
    }

    [Test]
    public void Default_is_in_no_set_and_is_refused_by_Of()
    {
        Assert.That(Everything.Contains(default(Cidr)), Is.False);
        Assert.That(Everything.Overlaps(default(Cidr)), Is.False);
        Assert.That(() => AddressSet.Of(default(Cidr)), Throws.ArgumentException);
    }

    [Test]
    public void Text_shows_eight_prefixes_and_counts_the_rest()
    {
        var odd = AddressSet.Parse(string.Join('\n', Enumerable.Range(0, 11).Select(i => $"10.0.0.{(2 * i) + 1}")));

        Assert.That(odd.ToString(), Does.EndWith("10.0.0.15/32, and 3 more"));
        Assert.That(AddressSet.Empty.ToString(), Is.Empty);
    }

    [Test]
    public void Null_is_equal_to_no_set_and_refused_as_an_operand()
    {
        AddressSet? none = null;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(none == AddressSet.Empty, Is.False);
            Assert.That(none == null, Is.True);
            Assert.That(AddressSet.Empty.Equals(none), Is.False);
            Assert.That(() => AddressSet.Empty.Union(null!), Throws.ArgumentNullException);
            Assert.That(() => AddressSet.Empty.Overlaps((AddressSet)null!), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void Enumerators_start_over_after_Reset()
    {
        var set = AddressSet.Parse("10.0.0.1-10.0.0.6\n2001:db8::/32");
        var enumerator = set.GetEnumerator();
        while (enumerator.MoveNext())
        {
        }

        Assert.That(enumerator.MoveNext(), Is.False);
        enumerator.Reset();
        Assert.That(enumerator.MoveNext(), Is.True);
        Assert.That(enumerator.Current.ToString(), Is.EqualTo("10.0.0.1/32"));
    }
}
