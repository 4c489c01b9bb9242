using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>A netsh file, run line by line on a model of the Windows rule store.</summary>
public sealed class NetshTests
{
    private static readonly WindowsFirewallOptions Netsh = new() { Output = WindowsFirewallOutput.Netsh, AddressesPerRule = 3 };

    private static readonly AddressSet Both = Sets.Of("1.0.0.0/24", "2.0.0.0/24", "3.0.0.0/24", "2001:db8::/32");

    private static readonly RuleSet Old = Rules(Both.Union(Sets.Of("4.0.0.0/24")));

    private static readonly RuleSet New = Rules(Both.Union(Sets.Of("5.0.0.0/24", "6.0.0.0/24", "7.0.0.0/24")));

    private static readonly RuleSet Common = Rules(Both);

    [Test]
    public void Replaces_the_old_rules()
    {
        var store = Loaded(Old);
        store.Run(New.ToWindowsFirewall(Netsh));

        Assert.That(store.Allowed().DifferenceFrom(Allowed.By(New)), Is.Null);
    }

    [Test]
    public void Twice_equals_once()
    {
        var (once, twice) = (Loaded(New), Loaded(New));
        twice.Run(New.ToWindowsFirewall(Netsh));

        Assert.That(twice.Lines, Is.EqualTo(once.Lines).And.Not.Empty);
    }

    [Test]
    public void At_no_moment_is_refused_what_both_allow()
    {
        var store = Loaded(Old);
        store.Run(New.ToWindowsFirewall(Netsh), () => AssertCommonIsAllowed(store));
    }

    [Test]
    public void An_interrupted_run_is_repaired_without_a_gap()
    {
        var lines = New.ToWindowsFirewall(Netsh).TrimEnd('\n').Split('\n');
        for (var broken = 1; broken <= lines.Length; broken++)
        {
            var store = Loaded(Old);
            store.Run(string.Join('\n', lines.Take(broken)) + "\n");
            AssertCommonIsAllowed(store);
            store.Run(New.ToWindowsFirewall(Netsh), () => AssertCommonIsAllowed(store));

            Assert.That(store.Lines, Is.EqualTo(Loaded(New).Lines), $"after {broken} lines");
        }
    }

    [Test]
    public void Remove_removes_all_rules_of_any_version()
    {
        var store = Loaded(Old);
        store.Run(New.ToWindowsFirewall(Netsh with { Remove = true }));
        store.Run(New.ToWindowsFirewall(Netsh with { Remove = true }));

        Assert.That(store.Lines, Is.Empty);
    }

    [Test]
    public void Does_not_change_the_rules_of_another_group()
    {
        var store = Loaded(Old);
        store.Run(New.ToWindowsFirewall(Netsh with { Group = "another", Remove = true }));

        Assert.That(store.Lines, Is.EqualTo(Loaded(Old).Lines));
    }

    [TestCase(499, 1)]
    [TestCase(501, 2)]
    [TestCase(1001, 3)]
    public void Splits_by_the_number_of_addresses(int addresses, int rules)
    {
        var short4 = Enumerable.Range(0, addresses).Select(i => Cidr.Parse($"{1 + (i / 500)}.{i % 250}.{(i / 250 % 2) + 1}.0/32"));
        var set = RuleSet.Of(Rule.Egress(Sets.Of([.. short4]), Protocol.Tcp, 1));
        var store = new NetshStore();
        store.Run(set.ToWindowsFirewall(new() { Output = WindowsFirewallOutput.Netsh }));

        Assert.That(store.Allowed().DifferenceFrom(Allowed.By(set)), Is.Null);
        Assert.That(store.Lines, Has.Count.AtLeast(rules).And.Count.LessThanOrEqualTo(rules + 1));
    }

    [Test]
    public void Splits_only_at_the_maximum_line_length()
    {
        var random = new Random(1);
        var many = RuleSet.Of(Rule.Ingress(
            new AddressSetBuilder().AddRange(Enumerable.Range(0, 2000).Select(_ => RandomPrefixes.One(random))).ToAddressSet(),
            Protocol.Udp,
            1,
            new string('x', 400)));
        var store = new NetshStore();
        store.Run(WindowsAddresses.Expressible(many).ToWindowsFirewall(Netsh with { AddressesPerRule = 1000, Group = new string('g', 64) }));

        // One more address would not fit, and the name that is longer for a while is counted.
        Assert.That(store.Lines.SkipLast(1).Select(line => line.Length), Is.All.InRange(8190 - " (new)".Length - 44, 8190 - " (new)".Length));
        Assert.That(store.Lines, Has.Count.GreaterThan(2));
    }

    [Test]
    public void Splits_ports_that_exceed_a_line()
    {
        var ports = Enumerable.Range(0, 30_000).Select(i => (PortRange)(1 + (2 * i))).ToList();
        var set = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32"), Protocol.Tcp, ports));
        var store = new NetshStore();
        store.Run(set.ToWindowsFirewall(Netsh));
        var written = store.Lines.SelectMany(line => line.Split(' ')
            .Single(word => word.StartsWith("remoteport=", StringComparison.Ordinal))["remoteport=".Length..]
            .Split(','));

        Assert.That(store.Lines.Select(line => line.Length), Is.All.LessThan(8191));
        Assert.That(written, Is.EqualTo(ports.Select(port => port.ToString())));
    }

    [Test]
    public void Every_line_is_shorter_than_8191_characters()
    {
        var random = new Random(2);
        foreach (var i in Seed.Range(30))
        {
            var ports = Enumerable.Range(0, random.Next(1, 900)).Select(_ => (PortRange)random.Next(1, 65536)).Distinct();
            var addresses = new AddressSetBuilder().AddRange(Enumerable.Range(0, random.Next(1, 1500)).Select(_ => RandomPrefixes.One(random))).ToAddressSet();
            var set = WindowsAddresses.Expressible(RuleSet.Of(Rule.Ingress(addresses, Protocol.Udp, ports, new string('x', random.Next(0, 300)))));
            var output = set.ToWindowsFirewall(
                Netsh with { AddressesPerRule = random.Next(1, 1001), Group = new string('g', random.Next(1, 65)), Remove = i % 10 == 0 });

            Assert.That(output.Split('\n').Where(line => !line.StartsWith('#')).Max(line => line.Length), Is.LessThan(8191));
        }
    }

    private static void AssertCommonIsAllowed(NetshStore store)
    {
        var both = store.Allowed();
        both.Add(Allowed.By(Common));
        Assert.That(store.Allowed().DifferenceFrom(both), Is.Null, string.Join('\n', store.Lines));
    }

    private static NetshStore Loaded(RuleSet rules)
    {
        var store = new NetshStore();
        store.Run(rules.ToWindowsFirewall(Netsh));
        return store;
    }

    private static RuleSet Rules(AddressSet addresses)
        => RuleSet.Of(Rule.Egress(addresses, Protocol.Tcp, [443, 10516], "one"), Rule.Ingress(addresses, Protocol.Udp, 5, "two"));
}
