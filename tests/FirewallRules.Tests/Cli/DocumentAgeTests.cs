using System.Text;

namespace FirewallRules.Tests.Cli;

/// <summary>What is said of the age of a document that is not fetched now.</summary>
public sealed class DocumentAgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static DateTimeOffset Snapshot { get; } = new(IpRangesSnapshot.Us1.Provenance.Modified!.Value, TimeOnly.MinValue, TimeSpan.Zero);

    [TestCase(0, "0 s")]
    [TestCase(89, "89 days")]
    public void A_young_snapshot_is_named_with_its_age(int days, string age)
        => Assert.That(Run("generate logs --format lines", days).Error, Is.EqualTo($"fwrules: using {IpRangesSnapshot.Us1}, which is {age} old\n"));

    [TestCase(90, "90 days")]
    [TestCase(767, "767 days")]
    public void An_old_one_is_a_warning_with_the_command_that_fetches(int days, string age)
        => Assert.That(Run("generate logs --format lines", days).Error, Is.EqualTo(
            $"fwrules: using {IpRangesSnapshot.Us1}, which is {age} old\n"
                + $"fwrules: warning: addresses that were added in the last {age} are missing: add --fetch\n"));

    [Test]
    public void Offline_advises_to_fetch()
        => Assert.That(Run($"generate logs --format lines --offline --cache {_folder.Root}", 90).Error, Does.EndWith("are missing: run 'fwrules fetch'\n"));

    [Test]
    public void Locations_are_as_old_as_the_document_they_come_from()
    {
        var located = IpRangesSnapshot.Us1WithLocations;
        var error = Run("generate synthetics --location aws:eu-central-1 --format lines", 1).Error.Split('\n');

        Assert.That(error[1], Does.StartWith($"fwrules: locations come from {located}, which is "));
        Assert.That(error[2], Does.StartWith("fwrules: warning: addresses that were added in the last ").And.EndsWith("are missing: add --fetch"));
        Assert.That(
            Run("generate synthetics --location aws:eu-central-1 --format lines --max-age 90d", 1).Refused(3), Does.Contain("more than 90 days old"));
        Assert.That(Run("generate synthetics --format lines --max-age 90d", 1).ExitCode, Is.Zero);
    }

    [TestCase("--max-age 10d", 10, 0)]
    [TestCase("--max-age 10d", 11, 3)]
    [TestCase("--max-age any", 10_000, 0)]
    [TestCase("--document embedded --max-age 10d", 11, 3)]
    public void The_maximum_age_applies_to_the_snapshot(string options, int days, int exitCode)
    {
        var run = Run($"generate logs --format lines {options}", days);

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        if (exitCode != 0)
        {
            Assert.That(run.Refused(3), Is.EqualTo(
                "fwrules: The embedded document of us1 is more than 10 days old: add --fetch, or accept it with a longer --max-age."));
        }
    }

    [Test]
    public void A_clock_before_the_document_gives_no_negative_age()
        => Assert.That(Run("generate logs --format lines", -400).Error, Is.EqualTo($"fwrules: using {IpRangesSnapshot.Us1}, which is 0 s old\n"));

    public void Dispose() => _folder.Dispose();

    private static CliRun Run(string line, int days)
        => CliRun.Of(line.Split(' '), Encoding.UTF8.GetBytes(""), _ => null, new CliRun.FixedTime(Snapshot.AddDays(days)));
}
