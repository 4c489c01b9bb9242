using System.Text.Json;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>The forms in which a set is written.</summary>
[RandomSeeds]
public sealed class SetOutputTests
{
    private const string List = "10.0.0.0/24\n10.0.1.0/25\n2001:db8::/127\n2001:db8::2";

    [TestCase("--ranges", "10.0.0.0-10.0.1.127\n2001:db8::-2001:db8::2\n")]
    [TestCase("--format json", "[\n  \"10.0.0.0/24\",\n  \"10.0.1.0/25\",\n  \"2001:db8::/127\",\n  \"2001:db8::2/128\"\n]\n")]
    [TestCase("--format json --ranges --ipv4-only", "[\n  \"10.0.0.0-10.0.1.127\"\n]\n")]
    [TestCase(
        "--format csv",
        "prefix,first,last,addresses\n10.0.0.0/24,10.0.0.0,10.0.0.255,256\n10.0.1.0/25,10.0.1.0,10.0.1.127,128\n"
            + "2001:db8::/127,2001:db8::,2001:db8::1,2\n2001:db8::2/128,2001:db8::2,2001:db8::2,1\n")]
    [TestCase("--format csv --ranges --ipv6-only", "first,last,addresses\n2001:db8::,2001:db8::2,3\n")]
    [TestCase("--count", "FAMILY  PREFIXES  RANGES  ADDRESSES\nIPv4    2         1       384\nIPv6    2         1       3\n")]
    [TestCase("--count --ipv6-only", "FAMILY  PREFIXES  RANGES  ADDRESSES\nIPv6    2         1       3\n")]
    [TestCase("--count --min-length 26,128", "FAMILY  PREFIXES  RANGES  ADDRESSES\nIPv4    6         1       384\nIPv6    3         1       3\n")]
    [TestCase("--complement --count --ipv6-only",
        "FAMILY  PREFIXES  RANGES  ADDRESSES\nIPv6    127       2       340282366920938463463374607431768211453\n")]
    [TestCase("--min-length 25 --ipv4-only", "10.0.0.0/25\n10.0.0.128/25\n10.0.1.0/25\n")]
    [TestCase("--min-length 8", "10.0.0.0/24\n10.0.1.0/25\n2001:db8::/127\n2001:db8::2/128\n")]
    [TestCase("--min-length 0,128 --format json --ipv6-only", "[\n  \"2001:db8::/128\",\n  \"2001:db8::1/128\",\n  \"2001:db8::2/128\"\n]\n")]
    [TestCase("--min-length 128 --ipv6-only", "2001:db8::/128\n2001:db8::1/128\n2001:db8::2/128\n")]
    [TestCase("--max-length 25,128", "10.0.0.0/24\n10.0.1.0/25\n2001:db8::/127\n2001:db8::2/128\n")]
    public void Writes(string options, string expected)
    {
        var run = CliRun.Of("aggregate " + options, List);

        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, expected, "")));
    }

    [TestCase("--format json", "[]\n")]
    [TestCase("--format csv", "prefix,first,last,addresses\n")]
    [TestCase("--ranges", "")]
    [TestCase("--count --ipv4-only", "FAMILY  PREFIXES  RANGES  ADDRESSES\nIPv4    0         0       0\n")]
    public void The_empty_set_is_written_as_an_empty_list(string options, string expected)
        => Assert.That(CliRun.Of("aggregate " + options).Output, Is.EqualTo(expected));

    [Test]
    public void Counts_are_JSON_too()
    {
        using var counts = JsonDocument.Parse(CliRun.Of("aggregate --complement --count --format json").Output);

        Assert.That(
            counts.RootElement.EnumerateArray()
                .Select(row => $"{row.GetProperty("family")} {row.GetProperty("prefixes")} {row.GetProperty("ranges")} "
                    + $"{row.GetProperty("addresses")}"),
            Is.EqualTo(new[] { "IPv4 1 1 4294967296", "IPv6 1 1 340282366920938463463374607431768211456" }));
    }

    [TestCase("--format json")]
    [TestCase("--format json --ranges")]
    [TestCase("--ranges")]
    [TestCase("--format csv|--csv-column prefix")]
    [TestCase("--min-length 20,40")]
    public void What_is_written_is_read_again(string options)
    {
        var random = Seed.NewRandom();
        var set = new AddressSetBuilder();
        for (var i = 0; i < 200; i++)
        {
            set.Add(Cidr.Parse($"10.{random.Next(16)}.{random.Next(256)}.0/24")).Add(Cidr.Parse($"2001:{random.Next(256):x}::/32"));
        }

        var lines = string.Concat(set.ToAddressSet().Select(prefix => prefix + "\n"));
        var written = CliRun.Of("aggregate " + options.Split('|')[0], lines).Output;

        Assert.That(CliRun.Of("aggregate " + options.Split('|').ElementAtOrDefault(1), written).Output, Is.EqualTo(lines));
    }

    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfEightBits))]
    public void Splitting_neither_adds_nor_loses_nor_splits_in_vain(SmallUniverse universe)
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < 100; i++)
        {
            var naive = NaiveAddressSet.OfRandom(universe, random);
            var length = universe.Whole.PrefixLength + random.Next(universe.Bits + 1);
            var family = universe.Whole.Family == IpFamily.IPv4 ? "--ipv4-only" : "--ipv6-only";
            var expected = naive.MinimalPrefixes().SelectMany(prefix => prefix.PrefixLength >= length
                ? [prefix]
                : Enumerable.Range(0, universe.Size).Select(n => universe.Prefix(n, universe.Whole.PrefixLength + universe.Bits - length))
                    .Distinct().Where(prefix.Contains));

            var run = CliRun.Of($"aggregate --min-length {length} {family}", string.Join('\n', naive.MinimalPrefixes()));

            Assert.That(run.Output, Is.EqualTo(string.Concat(expected.Select(prefix => prefix + "\n"))));
        }
    }

    // An unexpectedly empty list must not open everything.
    [TestCase("", "IPv4")]
    [TestCase("0.0.0.1", "IPv6")]
    public void Everything_is_reported_and_refused_as_a_firewall_set(string list, string family)
    {
        var fact = $"fwrules: the result contains every {family} address";

        Assert.That(CliRun.Of("aggregate --complement", list).Error, Does.Contain(fact + "\n"));
        Assert.That(CliRun.Of("aggregate --complement --format nftables", list).Refused(1), Does.StartWith(fact));
        Assert.That(CliRun.Of("aggregate --complement --format ipset", list).Refused(1), Does.StartWith(fact));
        Assert.That(CliRun.Of("aggregate --format nftables --allow-empty", list).ExitCode, Is.Zero);
    }

    [TestCase("::/0", "--min-length 0,64", "--min-length would make 18446744073709551616 prefixes of 1, and 16777216 is the limit.")]
    [TestCase("0.0.0.0/0", "--min-length 25", "--min-length would make 33554432 prefixes of 1, and 16777216 is the limit.")]
    [TestCase(List, "--max-length 24", "1 IPv4 prefix is longer than /24, 10.0.1.0/25 first.")]
    [TestCase(List, "--max-length 25,32", "2 IPv6 prefixes are longer than /32, 2001:db8::/127 first.")]
    public void Limits_are_met_before_anything_is_written(string list, string options, string sentence)
        => Assert.That(CliRun.Of("aggregate " + options, list).Refused(1), Does.StartWith("fwrules: " + sentence));

    [TestCase("--min-length 33")]
    [TestCase("--min-length 64")]
    [TestCase("--min-length x")]
    [TestCase("--min-length +8")]
    [TestCase("--min-length 8,129")]
    [TestCase("--min-length 8,8,8")]
    [TestCase("--min-length 129 --ipv6-only")]
    [TestCase("--min-length 24 --max-length 16")]
    [TestCase("--format xml")]
    [TestCase("--format csv --count")]
    [TestCase("--ranges --count")]
    [TestCase("--ranges --min-length 8")]
    [TestCase("--format nftables --ranges")]
    [TestCase("--format ipset --min-length 8")]
    [TestCase("--format nftables --count")]
    [TestCase("--set-name x")]
    [TestCase("--format ipset --table inet/filter")]
    [TestCase("--format nftables --table filter")]
    [TestCase("--format nftables --table ip/filter")]
    [TestCase("--format nftables --table ip6/filter --ipv4-only")]
    [TestCase("--format nftables --set-name a;b")]
    [TestCase("--format nftables --set-name a-b")]
    [TestCase("--format nftables --set-name 9")]
    [TestCase("--format ipset --set-name a/b")]
    [TestCase("--format ipset --set-name a234567890123456789012345")]
    [TestCase("--compare a")]
    [TestCase("--compare a b c")]
    [TestCase("--compare - -")]
    [TestCase("--compare a b --exclude c")]
    [TestCase("--compare a b --contains c")]
    [TestCase("--compare a b --format csv")]
    [TestCase("--compare a b --stats")]
    [TestCase("--union")]
    [TestCase("--format nft")]
    [TestCase("--allow-empty")]
    [TestCase("--bogus")]
    [TestCase("a --fromat nftables")]
    [TestCase("a --contains b --count")]
    [TestCase("a --contains b --format nftables")]
    [TestCase("a --contains b --min-length 8")]
    [TestCase("--contains -")]
    [TestCase("--intersect -")]
    [TestCase("a --intersect - --exclude -")]
    public void Options_that_do_not_go_together_are_refused_before_anything_is_read(string options)
        => CliRun.Of("aggregate " + options, "bad").Refused(2);

    [Test]
    public void No_entry_counts_are_printed_when_one_is_bad()
    {
        using var folder = new TemporaryFolder();
        var (a, entries) = (folder.Write("a", "10.0.0.0/8"), folder.Write("e", "10.0.0.1\n192.0.2.1\nx"));

        Assert.That(CliRun.Of($"aggregate {a} --contains {entries}").Refused(3), Does.Contain("line 3: 'x'"));
        var run = CliRun.Of($"aggregate {a} --contains {entries} --skip-invalid --format json");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.EndWith("1 entries were skipped\n"));
        using var answer = JsonDocument.Parse(run.Output);
        Assert.That(answer.RootElement.EnumerateArray().Select(row => $"{row.GetProperty("match")} {row.GetProperty("entry")}"),
            Is.EqualTo(new[] { "inside 10.0.0.1", "outside 192.0.2.1" }));
    }

    [Test]
    public void A_comparison_is_JSON_too()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (folder.Write("a", "10.0.0.0/8\n::/0"), folder.Write("b", "10.0.0.0/9\n192.0.2.1"));
        using var comparison = JsonDocument.Parse(CliRun.Of($"aggregate --compare {a} {b} --format json").Output);
        var root = comparison.RootElement;

        Assert.That(root.GetProperty("same").GetBoolean(), Is.False);
        Assert.That(root.GetProperty("onlyInA").GetProperty("prefixes").EnumerateArray().Select(item => item.GetString()),
            Is.EqualTo(new[] { "10.128.0.0/9", "::/0" }));
        Assert.That(root.GetProperty("onlyInA").GetProperty("addressCount").GetString(), Is.EqualTo("340282366920938463463374607431776600064"));
        Assert.That(root.GetProperty("onlyInB").GetProperty("addressCount").GetInt64(), Is.EqualTo(1));
        Assert.That(root.GetProperty("inBoth").GetProperty("prefixCount").GetInt32(), Is.EqualTo(1));
    }
}
