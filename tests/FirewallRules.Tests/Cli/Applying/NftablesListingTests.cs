using FirewallRules.Cli;
using FirewallRules.Cli.Applying;
using FirewallRules.Emitters;

namespace FirewallRules.Tests.Cli.Applying;

public sealed class NftablesListingTests
{
    private const string Text =
        """
        {"nftables": [
          {"metainfo": {"version": "1.0.6"}},
          {"table": {"family": "inet", "name": "filter"}},
          {"chain": {"family": "inet", "table": "filter", "name": "output", "type": "filter", "hook": "output", "prio": 0, "policy": "accept"}},
          {"chain": {"family": "inet", "table": "filter", "name": "route", "type": "route", "hook": "output", "prio": 0, "policy": "accept"}},
          {"chain": {"family": "inet", "table": "filter", "name": "input", "type": "filter", "hook": "input", "prio": 0, "policy": "accept"}},
          {"chain": {"family": "inet", "table": "filter", "name": "mine"}},
          {"rule": {"family": "inet", "table": "filter", "chain": "output", "expr": [
            {"vmap": {"key": 1, "data": {"set": [[80, {"goto": {"target": "mine"}}]]}}}]}},
          {"rule": {"family": "inet", "table": "filter", "chain": "mine", "expr": [{"jump": {"target": "datadog_egress"}}]}},
          {"rule": {"family": "inet", "table": "filter", "chain": "datadog_egress", "expr": [{"jump": {"target": "mine"}}]}},
          {"rule": {"family": "ip", "table": "filter", "chain": "input", "expr": [{"jump": {"target": "datadog_ingress"}}]}},
          {"table": {"family": "inet", "name": "a name that no rule set can have"}}
        ]}
        """;

    private static readonly NftablesTable Table = NftablesTable.Parse("inet/filter");
    private static readonly NftablesListing Listing = NftablesListing.Read(Text);

    [Test]
    public void Tables_and_base_chains_are_found()
    {
        Assert.That((Listing.Has(Table), Listing.Has(NftablesTable.Parse("ip/filter"))), Is.EqualTo((true, false)));
        Assert.That(Listing.BaseChains(Table, "output"), Is.EqualTo(new[] { "output", "route" }));
        Assert.That(Listing.BaseChains(Table, "output", "filter"), Is.EqualTo(new[] { "output" }));
        Assert.That(Listing.BaseChains(NftablesTable.Parse("ip/filter"), "output"), Is.Empty);
    }

    [TestCase("output", "datadog_egress", true)]
    [TestCase("mine", "mine", true)]
    [TestCase("output", "datadog_ingress", false)]
    [TestCase("input", "datadog_ingress", false)]
    public void Jumps_are_followed(string from, string to, bool expected) => Assert.That(Listing.Leads(Table, from, to), Is.EqualTo(expected));

    [Test]
    public void A_jump_is_inserted_where_it_is_missing_and_the_place_is_known()
    {
        var both = RuleSet.Of(
            Rule.Egress(AddressSet.Parse("192.0.2.0/24"), Protocol.Tcp, 443, "a"), Rule.Ingress(AddressSet.Parse("192.0.2.0/24"), Protocol.Tcp, 443, "a"));
        var plan = new NftablesPlan(both, new NftablesOptions());

        Assert.That(NftablesJumps.Missing(Listing, Table, plan), Is.EqualTo(new[] { new NftablesJump("input", "datadog_ingress") }));

        var twice = Text.Replace("\"name\": \"mine\"", "\"name\": \"second; reboot\", \"type\": \"filter\", \"hook\": \"input\"", StringComparison.Ordinal);
        foreach (var text in new[] { twice, twice.Replace("\"hook\": \"input\"", "\"hook\": \"none\"", StringComparison.Ordinal) })
        {
            Assert.That(
                Assert.Throws<CliException>(() => NftablesJumps.Missing(NftablesListing.Read(text), Table, plan))!.Message,
                Does.Contain("datadog_ingress").And.EndsWith("nothing was changed."));
        }
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"nftables\": 1}")]
    [TestCase("{\"nftables\": [{}]}")]
    [TestCase("{\"nftables\": [{\"table\": {}}]}")]
    [TestCase("{\"nftables\": [{\"table\": {\"family\": 1, \"name\": 2}}]}")]
    [TestCase("{\"nftables\": [{\"rule\": {\"family\": \"inet\", \"table\": \"filter\", \"expr\": []}}, {\"rule\": 1}]}")]
    public void Anything_else_is_refused(string text) => Assert.That(
        Assert.Throws<CliException>(() => NftablesListing.Read(text))!.Message, Does.Contain("cannot be read; nothing was changed."));
}
