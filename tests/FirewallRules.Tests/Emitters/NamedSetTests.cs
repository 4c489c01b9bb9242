namespace FirewallRules.Tests.Emitters;

/// <summary>Address sets as named sets of a firewall, without rules.</summary>
public sealed class NamedSetTests
{
    private static readonly AddressSet Set = AddressSet.Parse("10.0.0.0/24\n10.0.1.1\n2001:db8::/32");

    [TestCase(
        IpFamily.IPv4,
        "add table inet filter\nadd set inet filter mine { type ipv4_addr; flags interval; }\nflush set inet filter mine\n"
            + "add element inet filter mine {\n\t10.0.0.0/24,\n\t10.0.1.1/32\n}\n")]
    [TestCase(
        IpFamily.IPv6,
        "add table inet filter\nadd set inet filter mine { type ipv6_addr; flags interval; }\nflush set inet filter mine\n"
            + "add element inet filter mine {\n\t2001:db8::/32\n}\n")]
    public void An_nft_set(IpFamily family, string expected) => Assert.That(Nft(Set, "mine", family), Is.EqualTo(expected));

    [Test]
    public void An_empty_nft_set_is_emptied()
        => Assert.That(
            Nft(AddressSet.Empty, "Mine_2", IpFamily.IPv4, NftablesTable.Parse("ip/raw_1")),
            Is.EqualTo("add table ip raw_1\nadd set ip raw_1 Mine_2 { type ipv4_addr; flags interval; }\nflush set ip raw_1 Mine_2\n"));

    [Test]
    public void An_ip_set()
        => Assert.That(
            Ipset(Set, "mine-4", IpFamily.IPv4),
            Is.EqualTo(
                """
                create mine-4.new hash:net family inet maxelem 4294967295
                create mine-4 hash:net family inet maxelem 4294967295 -exist
                add mine-4.new 10.0.0.0/24
                add mine-4.new 10.0.1.1/32
                swap mine-4.new mine-4
                destroy mine-4.new

                """));

    [TestCase(IpFamily.IPv4, "add x.new 0.0.0.0/1\nadd x.new 128.0.0.0/1\n")]
    [TestCase(IpFamily.IPv6, "add x.new ::/1\nadd x.new 8000::/1\n")]
    public void All_addresses_are_two_halves_in_an_ip_set(IpFamily family, string halves)
        => Assert.That(Ipset(AddressSet.Empty.Complement(), "x", family), Does.Contain(" -exist\n" + halves + "swap"));

    [TestCase("")]
    [TestCase("9a")]
    [TestCase("_a")]
    [TestCase("a b")]
    [TestCase("a-b")]
    [TestCase("a;b")]
    [TestCase("a\nb")]
    [TestCase("é")]
    [TestCase("accept")]
    [TestCase("a2345678901234567890123456789012345678901234567890123456789012345")]
    public void Ambiguous_nft_names_are_refused(string name) => Assert.Throws<ArgumentException>(() => Nft(Set, name, IpFamily.IPv4));

    [TestCase("")]
    [TestCase("9a")]
    [TestCase("-exist")]
    [TestCase("a b")]
    [TestCase("a.b")]
    [TestCase("a\nadd")]
    [TestCase("a234567890123456789012345678")]
    public void Ambiguous_ipset_names_are_refused(string name) => Assert.Throws<ArgumentException>(() => Ipset(Set, name, IpFamily.IPv4));

    [Test]
    public void There_are_two_families()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Nft(Set, "a", IpFamily.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ipset(Set, "a", IpFamily.None));
    }

    private static string Nft(AddressSet set, string name, IpFamily family, NftablesTable? table = null)
    {
        using var writer = new StringWriter { NewLine = "\r\n" };
        set.ToNftablesSet(writer, name, family, table);
        return writer.ToString();
    }

    private static string Ipset(AddressSet set, string name, IpFamily family)
    {
        using var writer = new StringWriter { NewLine = "\r\n" };
        set.ToIpsetRestore(writer, name, family);
        return writer.ToString();
    }
}
