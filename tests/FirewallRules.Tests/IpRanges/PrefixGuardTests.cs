namespace FirewallRules.Tests.IpRanges;

public sealed class PrefixGuardTests
{
    private static readonly IpRangesReadOptions Wide = new() { ShortestIPv4Prefix = 4, ShortestIPv6Prefix = 4 };
    private static readonly IpRangesReadOptions Narrow = new() { ShortestIPv4Prefix = 32, ShortestIPv6Prefix = 128 };

    [TestCase("prefixes_ipv4", "10.0.0.0/8")]
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

    [Test]
    public void Two_halves_from_a_document_are_not_any()
    {
        var document = IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":["0.0.0.0/1","128.0.0.0/1"]}}""", Wide with { ShortestIPv4Prefix = 1 });

        Assert.That(() => RuleSet.For(document, Section.Logs), Throws.TypeOf<EntireAddressSpaceException>().With.Message.Contains("Remote.AnyIPv4"));
    }

    private static IpRangesDocument Parse(string list, string prefix, IpRangesReadOptions? options)
        => IpRangesDocument.Parse($$$"""{"logs":{"{{{list}}}":["{{{prefix}}}"]}}""", options);
}
