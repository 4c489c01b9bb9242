using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;
using FirewallRules.Tests.Rules;

namespace FirewallRules.Tests.Emitters;

/// <summary>Every output read back allows exactly what the rules allow: not more, and not less.</summary>
[TestFixtureSource(nameof(Cases))]
public sealed class MeaningTests(EmitterCase one)
{
    private static readonly int RandomSets = FullRun.IsOn ? 150 : 40;
    private static readonly int LargeSets = FullRun.IsOn ? 3 : 1;

    internal static IEnumerable<EmitterCase> Cases
        => EmitterCases.Allowing.Where(
            one => !one.Name.Contains("deny", StringComparison.Ordinal) && !HasDeny(one.Name) && !AwsCases.Widens(one.Emitter));

    [Test]
    public void Of_the_gallery() => Each.Of(SampleRules.All, sample => sample.Name, sample => Check(sample.Rules));

    [Test]
    public void Of_real_documents() => Each.Of(RealDocuments.Versions, version => $"version {version}", Of_real_documents);

    private void Of_real_documents(int version)
    {
        var document = RealDocuments.Parse(version);
        Check(RuleSet.For(document, [.. document.Sections.Select(section => (SectionSelection)section.Section)]));
        foreach (var section in document.Sections.Where(section => !section.Addresses.IsEmpty))
        {
            Check(RuleSet.For(document, section.Section));
        }
    }

    [Test]
    public void Of_random_rules()
    {
        Each.Of(Seed.Range(RandomSets), seed => $"seed {seed}", seed => Check(RuleSet.Of(RandomRules.List(new Random(seed), most: 12))));
    }

    [Test]
    public void Of_many_prefixes()
    {
        foreach (var random in Seed.Randoms())
        {
            for (var i = 0; i < LargeSets; i++)
            {
                var prefixes = Enumerable.Range(0, 3000).Select(_ => RandomPrefixes.One(random));
                Check(RuleSet.Of(Rule.Ingress(new AddressSetBuilder().AddRange(prefixes).ToAddressSet(), Protocol.Udp, 1)));
            }
        }
    }

    [TestCase(IpFamily.IPv4)]
    [TestCase(IpFamily.IPv6)]
    public void Of_one_family(IpFamily family)
    {
        var rules = SampleRules.Logs.Only(family);
        if (one.Emitter.Name == (family == IpFamily.IPv4 ? "ip6tables-restore" : "iptables-restore"))
        {
            Assert.That(
                () => rules.Emit(one.Emitter),
                Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.FamilyExcluded));
            return;
        }

        Check(rules);
    }

    private static bool HasDeny(string name) => name is "iptables-never-sets" or "nftables-table-drop";

    private void Check(RuleSet asked)
    {
        var rules = one.Emitter is WindowsFirewallEmitter ? WindowsAddresses.Expressible(asked) : asked;
        if (AwsCases.IsTooMuch(one.Emitter, rules))
        {
            return;
        }

        var output = rules.Emit(one.Emitter);
        var seen = LoopbackAddresses.SeenBy(one.Emitter, rules);
        var expected = one.Emitter.Name switch
        {
            "iptables-restore" => Allowed.By(rules).Only(IpFamily.IPv4),
            "ip6tables-restore" => Allowed.By(rules).Only(IpFamily.IPv6),
            _ => Allowed.By(seen),
        };

        Assert.That(OutputReader.Read(one.Emitter.Name, output).DifferenceFrom(expected), Is.Null, output);
    }
}
