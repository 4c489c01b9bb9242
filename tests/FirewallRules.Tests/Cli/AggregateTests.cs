namespace FirewallRules.Tests.Cli;

public class AggregateTests
{
    [Test]
    public void Merges_prefixes_addresses_and_ranges()
    {
        var run = CliRun.Of("aggregate --stats",
            "\ufeff# list\r\n2001:db8::1\r\n10.0.1.0/24 ; behind\r\n\r\n10.0.0.0/24\n10.0.2.0-10.0.3.255\n; end");

        Assert.That(run.Output, Is.EqualTo("10.0.0.0/22\n2001:db8::1/128\n"));
        Assert.That(run.Error, Is.EqualTo("fwrules: 7 lines and 4 entries read; 1 IPv4 and 1 IPv6 prefixes with 1025 addresses written\n"));
    }

    [TestCase("--ipv4-only", "192.0.2.0/24\n")]
    [TestCase("--ipv6-only", "2001:db8::/32\n")]
    public void Narrows_to_a_family(string option, string expected)
        => Assert.That(CliRun.Of("aggregate " + option, "2001:db8::/32\n192.0.2.0/24").Output, Is.EqualTo(expected));

    [Test]
    public void Excludes_lists_and_reads_several_files()
    {
        using var folder = new TemporaryFolder();
        var (a, b, x) = (folder.Write("a", "10.0.0.0/25"), folder.Write("b", "10.0.0.128/25\n"), folder.Write("x", "10.0.0.64/26"));

        Assert.That(CliRun.Of($"aggregate {a} {b} --exclude {x}").Output, Is.EqualTo("10.0.0.0/26\n10.0.0.128/25\n"));
        Assert.That(CliRun.Of($"aggregate {a} - --exclude {x}", "10.0.0.128/25").Output, Is.EqualTo("10.0.0.0/26\n10.0.0.128/25\n"));
        Assert.That(CliRun.Of("aggregate - --exclude -").Refused(2), Does.Contain("only once"));
    }

    [Test]
    public void Reports_file_line_and_text_of_a_bad_line()
    {
        using var folder = new TemporaryFolder();
        var list = folder.Write("list.txt", "10.0.0.0/8\n\n010.0.0.0/8\n");

        Assert.That(CliRun.Of($"aggregate {list}").Refused(3),
            Does.Contain($"{list}, line 3: '010.0.0.0/8' is invalid: an octet has a leading zero"));
        Assert.That(CliRun.Of("aggregate", "x").Refused(3), Does.Contain("standard input, line 1: 'x'"));
    }

    [Test]
    public void Skips_bad_lines_when_asked_and_shows_the_first_ten()
    {
        var run = CliRun.Of("aggregate --skip-invalid", string.Concat(Enumerable.Repeat("bad\n", 25)) + "192.0.2.1");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Is.EqualTo("192.0.2.1/32\n"));
        Assert.That(run.Error.Split('\n'), Has.Length.EqualTo(12));
        Assert.That(run.Error, Does.Contain("skipped: standard input, line 10: 'bad'").And.EndsWith("25 entries were skipped\n"));
    }

    [TestCase("", "")]
    [TestCase("0.0.0.0/0\n::/0", "0.0.0.0/0\n::/0\n")]
    [TestCase("0.0.0.0-255.255.255.254", "0.0.0.0/1\n", TestName = "A range to the last address but one starts with the widest prefix")]
    public void Handles_the_ends(string input, string start)
        => Assert.That(CliRun.Of("aggregate", input).Output, Does.StartWith(start));

    [Test]
    public void Writes_more_lines_than_one_buffer_holds()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $"10.{i / 100}.{i % 100}.1/32").ToList();

        var run = CliRun.Of("aggregate", string.Join('\n', lines));

        Assert.That(run.Output.TrimEnd('\n').Split('\n'), Is.EquivalentTo(lines));
    }

    [Test]
    public void Refuses_folders_and_missing_files()
    {
        Assert.That(CliRun.Of($"aggregate {Path.GetTempPath()}").Refused(3), Does.Contain("is a folder"));
        Assert.That(CliRun.Of("aggregate no-such-list").Refused(3), Does.Contain("'no-such-list' not found"));
    }
}
