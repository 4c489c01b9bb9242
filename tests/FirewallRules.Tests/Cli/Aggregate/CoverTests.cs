namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>Widening a list until it fits, and reporting the added addresses.</summary>
public class CoverTests
{
    private const string List = "44.0.0.0\n44.0.0.2\n44.0.0.7\n2600::\n2600::f";

    [Test]
    public void Writes_the_best_cover_and_says_what_it_adds()
    {
        var run = CliRun.Of("aggregate --max-prefixes 2", List);

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Is.EqualTo("44.0.0.0/30\n44.0.0.7/32\n2600::/128\n2600::f/128\n"));
        Assert.That(run.Error, Is.EqualTo(
            "fwrules: WIDENED to fit 2 prefixes per family: 2 IPv4 addresses were not requested; with --max-prefixes 3 it would be 0 IPv4 addresses\n"
            + "fwrules: added 44.0.0.1-44.0.0.1, 1 address\n"
            + "fwrules: added 44.0.0.3-44.0.0.3, 1 address\n"));
    }

    [Test]
    public void A_list_that_fits_is_not_widened()
    {
        var run = CliRun.Of("aggregate --max-prefixes 3", List);

        Assert.That(run.Output.Split('\n'), Has.Length.EqualTo(6));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public void Families_share_when_asked()
    {
        Assert.That(CliRun.Of("aggregate --max-prefixes 4 --shared-budget", List).Output,
            Is.EqualTo("44.0.0.0/32\n44.0.0.2/32\n44.0.0.7/32\n2600::/124\n"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 4 --shared-budget --ipv6-unit 128", List).Output,
            Is.EqualTo("44.0.0.0/30\n44.0.0.7/32\n2600::/128\n2600::f/128\n"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 4 --shared-budget", List).Error,
            Does.StartWith("fwrules: WIDENED to fit 4 prefixes: 14 IPv6 addresses were not requested; with --max-prefixes 5 it would be 0 "
                + "IPv4 addresses\n"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 1 --shared-budget", List).Refused(1),
            Does.StartWith("fwrules: --max-prefixes 1: no cover is that small; the smallest possible one has 2 prefixes"));
    }

    [Test]
    public void Never_adds_what_must_not_be_added()
    {
        using var folder = new TemporaryFolder();
        var never = folder.Write("never", "44.0.0.1\n");

        Assert.That(CliRun.Of($"aggregate --max-prefixes 2 --exclude-from-cover {never}", List).Refused(1),
            Does.Contain("the smallest possible one has 3 prefixes"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 1", "10.0.0.1\n10.0.0.3").Refused(1), Does.Contain("has 2 prefixes")
            .And.Contain("--allow-special-purpose"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 1 --allow-special-purpose", "10.0.0.1\n10.0.0.3").Output, Is.EqualTo("10.0.0.0/30\n"));
        Assert.That(CliRun.Of($"aggregate --max-prefixes 1 --allow-special-purpose --exclude-from-cover {never}", List).Refused(1),
            Does.Contain("has 3 prefixes"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 1 --exclude-from-cover -", List).Refused(2), Does.Contain("only once"));
        Assert.That(CliRun.Of("aggregate --max-prefixes 1 --exclude-from-cover no-such-list", List).Refused(3),
            Does.Contain("'no-such-list' not found"));
    }

    [Test]
    public void Draws_the_curve_as_a_table_and_as_JSON()
    {
        Assert.That(CliRun.Of("aggregate --max-prefixes 2 --curve", List).Output, Is.EqualTo(
            """
            PREFIXES  IPV4 ADDED  IPV6 ADDED  ONE MORE SAVES
            1         5           14          17
            2         2           0           2

            """.ReplaceLineEndings("\n")));
        Assert.That(CliRun.Of("aggregate --max-prefixes 9 --curve --shared-budget --format json", "44.0.0.0\n44.0.0.2\n2600::").Output, Is.EqualTo(
            """
            [
              {
                "prefixes": 1,
                "addedIpv4": null,
                "addedIpv6": null,
                "oneMoreSaves": null
              },
              {
                "prefixes": 2,
                "addedIpv4": "2",
                "addedIpv6": "0",
                "oneMoreSaves": "2"
              },
              {
                "prefixes": 3,
                "addedIpv4": "0",
                "addedIpv6": "0",
                "oneMoreSaves": null
              }
            ]

            """.ReplaceLineEndings("\n")));
        Assert.That(CliRun.Of("aggregate --max-prefixes 2 --curve", "10.0.0.1\n10.0.0.3\n10.0.0.5").Refused(1), Does.Contain("has 3 prefixes"));
    }

    [TestCase("--max-prefixes 0", "--max-prefixes: '0' is not a whole number from 1 to 2147483647.")]
    [TestCase("--max-prefixes x", "--max-prefixes: 'x' is not a whole number from 1 to 2147483647.")]
    [TestCase("--max-prefixes 99999999999", "--max-prefixes: '99999999999' is not a whole number from 1 to 2147483647.")]
    [TestCase("--max-prefixes 2 --shared-budget --ipv6-unit 6.4", "--ipv6-unit: '6.4' is not a whole number from 32 to 128.")]
    [TestCase("--curve", "--curve requires --max-prefixes")]
    [TestCase("--exclude-from-cover a", "--exclude-from-cover requires --max-prefixes")]
    [TestCase("--shared-budget", "--shared-budget requires --max-prefixes")]
    [TestCase("--allow-special-purpose", "--allow-special-purpose requires --max-prefixes")]
    [TestCase("--max-prefixes 1 --ipv6-unit 64", "--ipv6-unit requires --shared-budget")]
    [TestCase("--max-prefixes 2 --curve --format csv", "--curve supports --format lines and json only")]
    [TestCase("--max-prefixes 2 --curve --stats", "--stats does not apply with --curve")]
    [TestCase("--max-prefixes 2 --curve --ranges", "--ranges does not apply with --curve")]
    [TestCase("--max-prefixes 2 --curve --max-length 24", "--max-length does not apply with --curve")]
    [TestCase("--max-prefixes 2 --shared-budget --ipv4-only", "--shared-budget does not apply with --ipv4-only")]
    [TestCase("--max-prefixes -1", "--max-prefixes: '-1' is not a whole number")]
    [TestCase("--max-prefixes 1 --shared-budget --ipv6-unit 31", "from 32 to 128")]
    public void Refuses_options_that_cannot_be_combined(string options, string why)
        => Assert.That(CliRun.Of("aggregate " + options, List).Refused(2), Does.Contain(why));

    [Test]
    public void Lists_every_range_that_is_added_however_many_there_are()
    {
        var run = CliRun.Of("aggregate --max-prefixes 1", string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"44.{i / 100}.{i % 100}.0/24")));

        Assert.That(run.Error.Split('\n').Count(line => line.StartsWith("fwrules: added ", StringComparison.Ordinal)), Is.EqualTo(50));
        Assert.That(run.Output, Is.EqualTo("44.0.0.0/10\n"));
    }
}
