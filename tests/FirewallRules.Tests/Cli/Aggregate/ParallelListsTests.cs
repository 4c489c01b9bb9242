using System.Text;
using FirewallRules.Cli.Commands.Aggregate;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>Many large files at once say and give what they say and give one after the other.</summary>
public sealed class ParallelListsTests
{
    private const int Files = 8;

    [Test]
    public void The_set_the_counts_and_the_notices_are_those_of_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();
        var names = Enumerable.Range(0, Files).Select(n => folder.Write($"f{n}", Large(random, bad: n % 3))).ToList();
        var together = CliRun.Of($"aggregate --skip-invalid --stats {string.Join(' ', names)}");
        var apart = CliRun.Of("aggregate --stats", string.Concat(names.Select(name => CliRun.Of($"aggregate --skip-invalid {name}").Output)));

        Assert.That((together.ExitCode, together.Output), Is.EqualTo((0, apart.Output)));
        Assert.That(together.Error, Does.StartWith($"fwrules: skipped: {names[1]}, line 1: 'bad0'").And.EndsWith(apart.Error[apart.Error.IndexOf("; ", StringComparison.Ordinal)..]));
        Assert.That(together.Error.Split('\n'), Has.Length.EqualTo(8 + 2));
        for (var i = 0; i < 5; i++)
        {
            Assert.That(CliRun.Of($"aggregate --skip-invalid --stats {string.Join(' ', names)}"), Is.EqualTo(together));
        }
    }

    [Test]
    public void The_first_bad_file_in_their_order_is_told([Values(0, 3, 7)] int first)
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();

        // Those behind it fail sooner, because they are short.
        var last = string.Concat(Enumerable.Repeat(Large(random), 5)) + "bad";
        var names = Enumerable.Range(0, Files).Select(n => folder.Write($"f{n}", n > first ? "worse" : n == first ? last : Large(random))).ToArray();
        Assert.That(ParallelLists.Helps(names), Is.EqualTo(Environment.ProcessorCount > 1));
        for (var i = 0; i < 5; i++)
        {
            Assert.That(CliRun.Of($"aggregate {string.Join(' ', names)}").Refused(3), Does.StartWith($"fwrules: {names[first]}, line ").And.Contain("'bad' is refused"));
        }
    }

    private static string Large(Random random, int bad = 0)
    {
        var text = new StringBuilder();
        for (var i = 0; i < bad; i++)
        {
            text.Append("bad").Append(i).Append('\n');
        }

        for (var i = 0; i < 60_000; i++)
        {
            text.Append(i % 10 == 0 ? $"2001:db8:{random.Next(65536):x}::/48\n" : $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}\n");
        }

        return text.ToString();
    }
}
