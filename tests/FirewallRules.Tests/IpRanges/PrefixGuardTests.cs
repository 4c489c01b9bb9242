namespace FirewallRules.Tests.IpRanges;

public sealed class PrefixGuardTests
{
    private static readonly IpRangesReadOptions Wide = new() { ShortestIPv4Prefix = 4, ShortestIPv6Prefix = 4, AllowSpecialPurpose = true };
    private static readonly IpRangesReadOptions Narrow = new() { ShortestIPv4Prefix = 32, ShortestIPv6Prefix = 128 };

    [TestCase("prefixes_ipv4", "20.0.0.0/8")]
    [TestCase("prefixes_ipv6", "2600::/16")]
    public void The_widest_accepted_prefix_is_read(string list, string prefix)
        => Assert.That(Parse(list, prefix, null)[Section.Logs].Addresses, Is.EqualTo(Sets.Of(prefix)));

    [TestCase("prefixes_ipv4", "16.0.0.0/4")]
    [TestCase("prefixes_ipv6", "2000::/4")]
    public void Options_let_wider_ones_in(string list, string prefix)
        => Assert.That(Parse(list, prefix, Wide)[Section.Logs].Addresses, Is.EqualTo(Sets.Of(prefix)));

    [TestCase("prefixes_ipv4", "16.0.0.0/3", "/4")]
    [TestCase("prefixes_ipv4", "0.0.0.0/0", "/4")]
    [TestCase("prefixes_ipv6", "::/0", "/4")]
    public void Wider_prefixes_than_the_option_allows_are_refused(string list, string prefix, string shown)
        => Assert.That(() => Parse(list, prefix.Replace("16.", "32.", StringComparison.Ordinal), Wide), Refused.At($"$.logs.{list}[0]", $"wider than {shown}"));

    [TestCase("prefixes_ipv4", "192.0.2.0/31", "/32")]
    [TestCase("prefixes_ipv6", "2001:db8::/127", "/128")]
    public void Options_keep_narrower_ones_out(string list, string prefix, string shown)
        => Assert.That(() => Parse(list, prefix, Narrow), Refused.At($"$.logs.{list}[0]", $"wider than {shown}"));

    [TestCase(0, 16)]
    [TestCase(-1, 16)]
    [TestCase(33, 16)]
    [TestCase(8, 0)]
    [TestCase(8, 129)]
    public void No_option_lets_everything_in(int ipv4, int ipv6)
        => Assert.That(
            () => new IpRangesReadOptions { ShortestIPv4Prefix = ipv4, ShortestIPv6Prefix = ipv6 }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase("prefixes_ipv4", "10.0.0.0/8", "Private-Use, RFC 1918")]
    [TestCase("prefixes_ipv4", "192.168.1.1/32", "Private-Use, RFC 1918")]
    [TestCase("prefixes_ipv4", "192.160.0.0/11", "Private-Use, RFC 1918")]
    [TestCase("prefixes_ipv4", "127.0.0.1/32", "Loopback, RFC 1122")]
    [TestCase("prefixes_ipv4", "169.254.169.254/32", "Link Local, RFC 3927")]
    [TestCase("prefixes_ipv4", "100.64.0.0/16", "Shared Address Space, RFC 6598")]
    [TestCase("prefixes_ipv4", "224.0.0.0/24", "Multicast, RFC 5771")]
    [TestCase("prefixes_ipv4", "255.255.255.255/32", "RFC 1112")]
    [TestCase("prefixes_ipv6", "fd00::/16", "Unique-Local, RFC 4193")]
    [TestCase("prefixes_ipv6", "fe80::/64", "Link-Local Unicast, RFC 4291")]
    [TestCase("prefixes_ipv6", "::1/128", "Loopback Address, RFC 4291")]
    [TestCase("prefixes_ipv6", "::ffff:0:0/96", "IPv4-mapped Address, RFC 4291")]
    [TestCase("prefixes_ipv6", "64:ff9b::/96", "IPv4-IPv6 Translation, RFC 6052")]
    public void Special_purpose_addresses_are_refused_unless_they_are_allowed(string list, string prefix, string purpose)
    {
        Assert.That(() => Parse(list, prefix, null), Refused.At($"$.logs.{list}[0]", purpose));
        Assert.That(Parse(list, prefix, new IpRangesReadOptions { AllowSpecialPurpose = true })[Section.Logs].Addresses, Is.EqualTo(Sets.Of(prefix)));

        var error = Assert.Throws<IpRangesFormatException>(() => Parse(list, prefix, null));
        Assert.That((error!.Error, error.Prefix), Is.EqualTo((IpRangesFormatError.SpecialPurpose, (Cidr?)Cidr.Parse(prefix))));
    }

    [TestCase("prefixes_ipv4", "192.0.2.0/24")]
    [TestCase("prefixes_ipv4", "198.51.100.7/32")]
    [TestCase("prefixes_ipv4", "203.0.113.0/25")]
    [TestCase("prefixes_ipv4", "233.252.0.0/24")]
    [TestCase("prefixes_ipv6", "2001:db8::/32")]
    [TestCase("prefixes_ipv6", "3fff::/20")]
    public void Prefixes_for_documentation_are_accepted(string list, string prefix)
        => Assert.That(Parse(list, prefix, null)[Section.Logs].Addresses, Is.EqualTo(Sets.Of(prefix)));

    [Test]
    public void A_location_is_checked_too()
        => Assert.That(
            () => IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":[],"prefixes_ipv4_by_location":{"a":["20.0.0.0/24","10.0.0.0/24"]}}}"""),
            Refused.At("$.logs.prefixes_ipv4_by_location.a[1]", "Private-Use"));

    [TestCase("""{"logs":{"prefixes_ipv4":["20.0.0.0/8","21.0.0.0/32"]}}""", "$.logs", "16777217 IPv4 addresses in total, more than a /8")]
    [TestCase("""{"logs":{"prefixes_ipv6":["2600::/16","2a00::/128"]}}""", "$.logs", "IPv6 addresses in total, more than a /16")]
    [TestCase("""{"logs":{"prefixes_ipv4":[],"prefixes_ipv4_by_location":{"a":["20.0.0.0/8"],"b":["21.0.0.0/8"]}}}""", "$.logs", "33554432 IPv4")]
    [TestCase("""{"prefixes_ipv4":["20.0.0.0/8","21.0.0.0/8"]}""", "$", "33554432 IPv4")]
    public void Many_prefixes_together_count_like_one(string json, string path, string why)
    {
        var options = new IpRangesReadOptions { Section = Section.Logs };
        Assert.That(() => IpRangesDocument.Parse(json, options), Refused.At(path, why));
        Assert.That(() => IpRangesDocument.Parse(json, options with { ShortestIPv4Prefix = 7, ShortestIPv6Prefix = 15 }), Throws.Nothing);
        Assert.That(
            Assert.Throws<IpRangesFormatException>(() => IpRangesDocument.Parse(json, options))!.Error, Is.EqualTo(IpRangesFormatError.TooManyAddresses));
    }

    [Test]
    public void The_same_addresses_twice_count_once()
        => Assert.That(
            () => IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":["20.0.0.0/8","20.0.0.0/9"],"prefixes_ipv4_by_location":{"a":["20.0.0.0/8"]}}}"""),
            Throws.Nothing);

    [Test]
    public void Two_halves_from_a_document_are_not_any()
        => Assert.That(
            () => IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":["0.0.0.0/1","128.0.0.0/1"]}}""", Wide with { ShortestIPv4Prefix = 1 }),
            Refused.At("$.logs", "4294967296 IPv4 addresses in total"));

    private static IpRangesDocument Parse(string list, string prefix, IpRangesReadOptions? options)
        => IpRangesDocument.Parse($$$"""{"logs":{"{{{list}}}":["{{{prefix}}}"]}}""", options);
}
