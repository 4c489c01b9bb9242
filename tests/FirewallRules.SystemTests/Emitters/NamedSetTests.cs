using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>Named sets without rules: the kernel holds exactly the addresses, first and again, whatever it held before.</summary>
[Kernel]
public sealed partial class NamedSetTests
{
    private static readonly AddressSet[] s_sets =
    [
        AddressSet.Parse("10.0.0.0/24\n10.0.1.0/25\n192.0.2.1\n2001:db8::/32\n2001:db9::1"),
        AddressSet.Empty,
        AddressSet.Parse("0.0.0.0\n255.255.255.255\n255.255.255.252/31\n::\nffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        AddressSet.Empty.Complement(),
        AddressSet.Parse("10.0.0.0/8\n2001:db8::/32").Complement(),
        Many(),
    ];

    [Test]
    public void Nft_accepts_them()
    {
        Tool.Require("nft");
        using var network = new NetworkNamespace();
        foreach (var set in s_sets.Concat(s_sets.Reverse()))
        {
            using var writer = new StringWriter { NewLine = "\n" };
            set.ToNftablesSet(writer, "mine_ipv4", IpFamily.IPv4);
            set.ToNftablesSet(writer, "mine_ipv6", IpFamily.IPv6);
            network.Run("nft", ["-c", "-f", "-"], writer.ToString()).MustSucceed();
            network.Nft(writer.ToString());

            var held = new[] { "mine_ipv4", "mine_ipv6" }.SelectMany(
                name => NftElements().Matches(network.Run("nft", ["list", "set", "inet", "filter", name]).MustSucceed().Output));
            Assert.That(Read(held.SelectMany(match => match.Groups["list"].Value.Split(','))), Is.EqualTo(set));
        }
    }

    [Test]
    public void Ipset_accepts_them()
    {
        Tool.Require("ipset");
        using var network = new NetworkNamespace();
        foreach (var set in s_sets.Concat(s_sets.Reverse()))
        {
            using var writer = new StringWriter { NewLine = "\n" };
            set.ToIpsetRestore(writer, "mine-v4", IpFamily.IPv4);
            set.ToIpsetRestore(writer, "mine-v6", IpFamily.IPv6);
            network.Run("ipset", ["restore"], writer.ToString()).MustSucceed();

            var lines = network.Run("ipset", ["save"]).MustSucceed().Output.Split('\n');
            Assert.That(
                lines.Where(line => line.StartsWith("create", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]),
                Is.EquivalentTo(new[] { "mine-v4", "mine-v6" }));
            Assert.That(Read(lines.Where(line => line.StartsWith("add", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])), Is.EqualTo(set));
        }
    }

    [Test]
    public void Ipset_refuses_to_load_after_an_interrupted_load_until_that_is_cleared()
    {
        Tool.Require("ipset");
        using var network = new NetworkNamespace();
        using var writer = new StringWriter { NewLine = "\n" };
        s_sets[0].ToIpsetRestore(writer, "mine", IpFamily.IPv4);
        var lines = writer.ToString().Split('\n');
        for (var cut = 1; cut < lines.Length; cut++)
        {
            network.Run("ipset", ["restore"], string.Join('\n', lines[..cut]) + "\n").MustSucceed();
            if (NetworkState.Of(network).IpSets.Contains("mine.new", StringComparison.Ordinal))
            {
                var before = NetworkState.Of(network);
                var refused = network.Run("ipset", ["restore"], writer.ToString());
                Assert.That(refused.ExitCode, Is.Not.Zero);
                Assert.That(refused.Error, Does.Contain("already exists"));
                Assert.That(NetworkState.Of(network), Is.EqualTo(before));
                network.Run("ipset", ["destroy", "mine.new"]).MustSucceed();
            }

            network.Run("ipset", ["restore"], writer.ToString()).MustSucceed();
            Assert.That(network.Run("ipset", ["list", "-n"]).MustSucceed().Output, Is.EqualTo("mine\n"));
        }
    }

    [Test]
    public void Two_loads_at_once_end_in_one_of_both_sets_and_the_loser_fails()
    {
        Tool.Require("ipset");
        using var network = new NetworkNamespace();
        string[] loads = [Load(AddressSet.Parse("10.0.0.0/8\n2001:db8::/32")), Load(Many())];
        string[] states = [.. loads.Select(load =>
        {
            network.Run("ipset", ["restore"], load).MustSucceed();
            return NetworkState.Of(network).IpSets;
        })];
        for (var round = 0; round < 5; round++)
        {
            var results = Together.Run(2, run => network.Run("ipset", ["restore"], loads[run]));

            Assert.That(results.Where(result => !result.Succeeded).Select(result => result.Error), Has.All.Contain("already exists"));
            Assert.That(results.Count(result => result.Succeeded), Is.AtLeast(1));
            Assert.That(NetworkState.Of(network).IpSets, Is.AnyOf([.. states]));
        }

        static string Load(AddressSet set)
        {
            using var writer = new StringWriter { NewLine = "\n" };
            IpsetAddressSetExtensions.ToIpsetRestore(writer, [("mine-v4", IpFamily.IPv4, set), ("mine-v6", IpFamily.IPv6, set)]);
            return writer.ToString();
        }
    }

    private static AddressSet Many()
    {
        var set = new AddressSetBuilder();
        for (var i = 0; i < 70_000; i++)
        {
            set.Add(Cidr.Parse($"{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}.{(i * 7) & 252}/30"));
        }

        return set.ToAddressSet();
    }

    private static AddressSet Read(IEnumerable<string> entries)
    {
        var set = new AddressSetBuilder();
        foreach (var entry in entries)
        {
            set.Add(AddressRange.Parse(entry.Trim()));
        }

        return set.ToAddressSet();
    }

    [GeneratedRegex(@"elements = \{(?<list>[^}]*)\}", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex NftElements();
}
