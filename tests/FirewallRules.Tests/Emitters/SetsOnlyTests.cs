using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.Rules;

namespace FirewallRules.Tests.Emitters;

/// <summary>Set-only outputs contain, for each rule and family that is not any, a set of exactly its addresses, including empty sets.</summary>
public sealed class SetsOnlyTests
{
    private const int RandomSets = 150;

    [Test]
    public void For_nftables() => ForAll(rules =>
    {
        NftScriptReader.Read(rules.ToNftables(new() { Mode = NftablesMode.Sets }), out var sets);
        return (sets, RuleNames.Of(rules, "datadog", '_', 64), "_ipv4", "_ipv6");
    });

    [Test]
    public void For_ipset() => ForAll(rules =>
    {
        ShellScriptReader.Read(rules.ToIpset(new() { SetsOnly = true }), out var sets);
        return (sets, RuleNames.Of(rules, "datadog", '-', 24), "-v4", "-v6");
    });

    private static void ForAll(Func<RuleSet, (IReadOnlyDictionary<string, AddressSet>, IReadOnlyDictionary<Rule, string>, string, string)> write)
    {
        foreach (var rules in Seed.Range(RandomSets).Select(i => RuleSet.Of(RandomRules.List(new Random(i), most: 12))).Append(SampleRules.Mix))
        {
            var (sets, names, ipv4, ipv6) = write(rules);
            var expected = from rule in rules.ByLabels
                           from family in new[] { IpFamily.IPv4, IpFamily.IPv6 }
                           where !rule.Remote.IsAny(family)
                           let name = names[rule] + (family == IpFamily.IPv4 ? ipv4 : ipv6)
                           select KeyValuePair.Create(name, rule.Remote.Addresses.Intersect(Sets.All(family)));
            Assert.That(sets, Is.EquivalentTo(expected), rules.ToString());
        }
    }
}
