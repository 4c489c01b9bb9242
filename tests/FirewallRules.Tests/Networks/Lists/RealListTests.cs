namespace FirewallRules.Tests.Networks;

/// <summary>Lists that providers publish, against the same lists merged by another tool.</summary>
public sealed class RealListTests
{
    [TestCase("amazon_ipv4")]
    [TestCase("amazon_ipv6")]
    [TestCase("protonvpn_ipv4")]
    [TestCase("vultr_ipv4")]
    public void A_list_merges_into_exactly_the_prefixes_the_other_tool_gave(string name)
    {
        var set = AddressSet.Parse(TestData.Read("lists", $"{name}.txt"));
        var merged = TestData.Read("lists", $"{name}_merged.txt");
        var lines = System.Text.Encoding.UTF8.GetString(merged).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.That(set, Is.Not.Empty);
        Assert.That(set.ToArray(), Is.EqualTo(lines.Select(line => Cidr.Parse(line)).Order().ToArray()));
        Assert.That(set, Is.EqualTo(AddressSet.Parse(merged)));
    }
}
