using System.Numerics;

namespace FirewallRules.Tests.IpRanges;

/// <summary>How much a section may gain.</summary>
public sealed class DiffGrowthTests
{
    private static readonly IpFamily[] None = [];
    private static readonly IpFamily[] Both = [IpFamily.IPv4, IpFamily.IPv6];

    // A prefix that is n bits shorter has 2^n times as many addresses.
    [TestCase(16, 4, false)]
    [TestCase(16, 5, true)]
    [TestCase(31.9, 5, true)]
    [TestCase(32, 5, false)]
    [TestCase(1, 0, false)]
    [TestCase(1, 1, true)]
    [TestCase(1.5, 1, true)]
    [TestCase(1_000_000_000, 15, false)]
    [TestCase(double.PositiveInfinity, 15, false)]
    public void More_than_the_factor_is_growth(double factor, int bits, bool hasGrown)
    {
        var options = new IpRangesDiffOptions { GrowthFactor = factor, IPv4GrowthLimit = BigInteger.One << 32, IPv6GrowthLimit = BigInteger.One << 128 };
        var diff = IpRangesDiff.Between(
            DiffDocuments.Logs(["20.0.0.0/24"], ["2600::/48"]), DiffDocuments.Logs([$"20.0.0.0/{24 - bits}"], [$"2600::/{48 - bits}"]), options);

        Assert.That(diff.Sections.Single().GrownFamilies, Is.EqualTo(hasGrown ? Both : None));
        Assert.That((diff.HasGrown, diff.Grown.Count), Is.EqualTo((hasGrown, hasGrown ? 1 : 0)));
        Assert.That(diff.HasShrunk, Is.False);
    }

    [TestCase("20.0.0.0/32", "20.0.0.0/20", false)]
    [TestCase("20.0.0.0/32", "20.0.0.0/19", true)]
    [TestCase("20.0.0.0/24", "20.0.0.0/20", false)]
    [TestCase("2600::/128", "2600::/44", false)]
    [TestCase("2600::/128", "2600::/43", true)]
    public void A_small_section_may_become_as_large_as_one_of_medium_size(string old, string updated, bool hasGrown)
        => Assert.That(IpRangesDiff.Between(Document(old), Document(updated)).HasGrown, Is.EqualTo(hasGrown));

    [TestCase("20.0.0.0/16", false)]
    [TestCase("20.0.0.0/15", true)]
    public void A_new_section_or_family_has_no_factor_but_a_limit(string prefix, bool hasGrown)
    {
        var section = IpRangesDiff.Between(DiffDocuments.Parse("""{"api":{}}"""), DiffDocuments.Logs(prefix)).Sections[0];
        var family = IpRangesDiff.Between(DiffDocuments.Logs([], ["2600::/64"]), DiffDocuments.Logs([prefix], ["2600::/64"])).Sections[0];

        Assert.That((section.Change, section.HasGrown), Is.EqualTo((IpRangesChange.New, hasGrown)));
        Assert.That(family.GrownFamilies, Is.EqualTo(hasGrown ? [IpFamily.IPv4] : None));
    }

    [Test]
    public void Many_prefixes_count_together()
    {
        // Each one is as wide as a document may have.
        string[] wide = [.. Enumerable.Range(1, 120).Select(first => $"{first}.0.0.0/8")];
        string[] single = [.. Enumerable.Range(0, 65_537).Select(i => $"20.{i / 65_536}.{i / 256 % 256}.{i % 256}/32")];
        var half = wide.Take(wide.Length / 2).ToArray();

        Assert.That(IpRangesDiff.Between(DiffDocuments.Logs(half), DiffDocuments.Logs(wide)).HasGrown, Is.True);
        Assert.That(IpRangesDiff.Between(DiffDocuments.Logs(half), DiffDocuments.Logs([.. half, .. single])).HasGrown, Is.False, "20.0.0.0/8 is in it");
        Assert.That(IpRangesDiff.Between(DiffDocuments.Logs([]), DiffDocuments.Logs(single[..^1])).HasGrown, Is.False);
        Assert.That(IpRangesDiff.Between(DiffDocuments.Logs([]), DiffDocuments.Logs(single)).HasGrown, Is.True);
    }

    [Test]
    public void A_swap_of_many_addresses_is_growth_too()
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Logs("20.0.0.0/12"), DiffDocuments.Logs("20.16.0.0/12"));

        Assert.That((diff.HasShrunk, diff.HasGrown), Is.EqualTo((true, true)));
    }

    [TestCase("2600::/30", false)]
    [TestCase("2600::/29", true)]
    public void The_limit_of_IPv6_is_a_prefix_of_30_bits(string prefix, bool hasGrown)
        => Assert.That(IpRangesDiff.Between(DiffDocuments.Logs([]), DiffDocuments.Logs([], [prefix])).HasGrown, Is.EqualTo(hasGrown));

    [Test]
    public void No_published_document_has_grown_or_shrunk_since_the_one_before()
    {
        var documents = RealDocuments.ByDate.ToList();
        foreach (var (old, updated) in documents.Zip(documents.Skip(1)))
        {
            var diff = IpRangesDiff.Between(old, updated);
            Assert.That(diff.Grown, Is.Empty, $"{old} to {updated}");
            foreach (var section in diff.Sections.Where(section => section.Change == IpRangesChange.Changed))
            {
                var (before, after) = (section.OldAddresses.IPv4.CountAddresses(), section.NewAddresses.IPv4.CountAddresses());
                Assert.That(after, Is.LessThan(BigInteger.Max(before, 256) * 16 + 1).And.LessThan((BigInteger)20_000), section.ToString());
            }
        }
    }

    [TestCase(0.99)]
    [TestCase(0)]
    [TestCase(-16)]
    [TestCase(double.NaN)]
    [TestCase(1_000_000_001)]
    public void Factors_below_1_are_refused(double factor)
        => Assert.That(() => new IpRangesDiffOptions { GrowthFactor = factor }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Negative_limits_are_refused()
    {
        Assert.That(() => new IpRangesDiffOptions { IPv4GrowthLimit = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new IpRangesDiffOptions { IPv6GrowthLimit = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            IpRangesDiff.Between(DiffDocuments.Logs([]), DiffDocuments.Logs("20.0.0.0/32"), new IpRangesDiffOptions { IPv4GrowthLimit = 0 }).HasGrown, Is.True);
    }

    [Test]
    public void Text_and_Markdown_warn_and_JSON_names_the_families()
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Logs("20.0.0.0/24"), DiffDocuments.Logs("20.0.0.0/8"));

        Assert.That(diff.ToString(), Does.Contain("\nGROWN: logs gained 16776960 IPv4 addresses (256 before)\n"));
        Assert.That(
            diff.ToMarkdown(),
            Does.Contain("> [!WARNING]\n> `logs` gained 16776960 IPv4 addresses (256 before).\\\n").And.Contain("| changed, **grown** |"));
        var json = System.Text.Json.Nodes.JsonNode.Parse(diff.ToJson())!;
        Assert.That(json["grown"]!.ToJsonString() + json["sections"]![0]!["grownFamilies"]!.ToJsonString(), Is.EqualTo("[\"logs\"][\"ipv4\"]"));
    }

    private static IpRangesDocument Document(string prefix)
        => prefix.Contains(':') ? DiffDocuments.Logs([], [prefix]) : DiffDocuments.Logs(prefix);
}
