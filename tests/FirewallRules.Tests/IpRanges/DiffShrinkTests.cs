namespace FirewallRules.Tests.IpRanges;

/// <summary>How much a section may lose.</summary>
public sealed class DiffShrinkTests
{
    // Ten addresses of each family.
    private static readonly string[] IPv4 = ["192.0.2.0/29", "192.0.2.8/31"];
    private static readonly string[] IPv6 = ["2001:db8::/125", "2001:db8::8/127"];

    [TestCase(0.5, 5, false)]
    [TestCase(0.5, 6, true)]
    [TestCase(0.3, 3, false, Description = "0.3 as a binary fraction is below 3 of 10")]
    [TestCase(0.3, 4, true)]
    [TestCase(0.7, 7, false)]
    [TestCase(0.7, 8, true)]
    [TestCase(0.0, 0, false)]
    [TestCase(0.0, 1, true)]
    [TestCase(1.0, 9, false)]
    [TestCase(1.0, 10, true, Description = "All addresses of a family are too many always")]
    public void More_than_the_threshold_is_a_shrink(double threshold, int lost, bool hasShrunk)
    {
        var options = new IpRangesDiffOptions { ShrinkThreshold = threshold };
        var left = Enumerable.Range(0, 10 - lost).ToArray();
        var diff = IpRangesDiff.Between(
            DiffDocuments.Logs(IPv4, IPv6), DiffDocuments.Logs([.. left.Select(i => $"192.0.2.{i}/32")], [.. left.Select(i => $"2001:db8::{i}/128")]), options);

        Assert.That(diff.Sections.Single().ShrunkFamilies, Is.EqualTo(hasShrunk ? [IpFamily.IPv4, IpFamily.IPv6] : Array.Empty<IpFamily>()));
        Assert.That(diff.Shrunk, Has.Count.EqualTo(hasShrunk ? 1 : 0));
        Assert.That(diff.HasShrunk, Is.EqualTo(hasShrunk));
    }

    [Test]
    public void Gained_addresses_do_not_offset_lost_ones()
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Logs("192.0.2.0/24"), DiffDocuments.Logs("192.0.2.0/30", "198.51.100.0/22"));

        Assert.That(diff.HasShrunk, Is.True);
    }

    [Test]
    public void IPv6_does_not_drown_IPv4()
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Logs(["192.0.2.0/24"], ["2001:db8::/32"]), DiffDocuments.Logs(["192.0.2.0/26"], ["2001:db8::/32"]));

        Assert.That(diff.Sections.Single().ShrunkFamilies, Is.EqualTo(new[] { IpFamily.IPv4 }));
    }

    [Test]
    public void A_removed_section_and_an_emptied_family_are_a_shrink_at_any_threshold()
    {
        var generous = new IpRangesDiffOptions { ShrinkThreshold = 1 };
        var old = DiffDocuments.Parse(
            """{"logs":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":["2001:db8::/32"]},"api":{"prefixes_ipv4":["198.51.100.0/24"]}}""");
        var updated = DiffDocuments.Parse("""{"logs":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":[]}}""");

        Assert.That(IpRangesDiff.Between(old, updated, generous).Shrunk.Select(section => section.Section), Is.EqualTo(new[] { Section.Logs, Section.Api }));
    }

    [Test]
    public void The_half_of_very_many_addresses_is_counted_exactly([Values(0, 1)] int more)
    {
        var old = DiffDocuments.Logs([], ["::/2", "4000::/2"]);
        var updated = DiffDocuments.Logs([], more == 0 ? ["::/2"] : ["::/3", "2000::/4"]);

        Assert.That(IpRangesDiff.Between(old, updated).HasShrunk, Is.EqualTo(more == 1));
    }

    [TestCase(-0.01)]
    [TestCase(1.01)]
    [TestCase(double.NaN)]
    public void The_threshold_is_a_fraction(double threshold)
        => Assert.That(() => new IpRangesDiffOptions { ShrinkThreshold = threshold }, Throws.TypeOf<ArgumentOutOfRangeException>());
}
