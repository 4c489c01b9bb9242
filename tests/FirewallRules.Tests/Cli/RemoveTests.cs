namespace FirewallRules.Tests.Cli;

/// <summary>A removal needs names only: neither the content of a document nor its absence stops it.</summary>
public sealed class RemoveTests
{
    private static readonly string[] Formats = ["iptables", "ipset", "nftables", "iptables-restore", "windows"];

    [Test]
    public void The_document_does_not_matter([ValueSource(nameof(Formats))] string format)
    {
        const string Line = "generate logs webhooks --remove --site us1 --format";
        using var folder = new TemporaryFolder();
        (string Name, string Text)[] documents =
        [
            ("without", """{"version":3,"apm":{"prefixes_ipv4":["192.0.2.0/24"]}}"""),
            ("empty", """{"version":3,"logs":{"prefixes_ipv4":[]},"webhooks":{"prefixes_ipv4":[],"prefixes_ipv6":[]}}"""),
            ("many", """{"logs":{"prefixes_ipv4":["192.0.2.0/24"]},"webhooks":{"prefixes_ipv4":[],"prefixes_ipv6":["2001:db8::/32"]}}"""),
            ("broken", "{"),
        ];
        var expected = Commands(CliRun.Of($"{Line} {format}").Output);

        Assert.That(expected, Is.Not.Empty);
        foreach (var (name, text) in documents)
        {
            var run = CliRun.Of($"{Line} {format} --document {folder.Write(name, text)}");
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(Commands(run.Output), Is.EqualTo(expected), name);
        }

        Assert.That(Commands(CliRun.Of($"{Line} {format} --document {folder["missing"]}").Output), Is.EqualTo(expected), "a missing document");
        Assert.That(
            Commands(CliRun.Of($"{Line} {format} --fetch --mirror https://127.0.0.1:1/ --timeout 1s --cache {folder["cache"]}").Output),
            Is.EqualTo(expected),
            "nothing is fetched");
    }

    [TestCase("generate webhooks --format iptables --ipv6-only")]
    [TestCase("generate webhooks --format nftables --ipv6-only")]
    [TestCase("generate logs --format nftables --site eu1")]
    [TestCase("generate logs --format ipset --site eu1 --fetch --cache CACHE")]
    [TestCase("generate logs --format ipset --document https://127.0.0.1:1/")]
    [TestCase("generate webhooks --format iptables --default-deny --allow-in 22=10.0.0.0/8 --log-rate 1 --forward")]
    [TestCase("generate webhooks --format nftables --mode table --default-deny --allow-in 22 --ipv6-only")]
    [TestCase("generate new-section --format nftables --direction egress --port 443 --site eu1")]
    [TestCase("agent v7 --format nftables --mode table --default-deny --site eu1")]
    [TestCase("agent v7 --format iptables --ipv6-only --kubelet 10.0.0.1")]
    [TestCase("datakit statsd --from 10.0.0.0/8 --format iptables --ipv6-only --default-deny")]
    [TestCase("proxy --to 10.0.0.1 --port 3128 --format ipset --ipv6-only --default-deny")]
    public void Is_written_without_a_refusal_or_a_warning(string line)
    {
        using var folder = new TemporaryFolder();
        var run = CliRun.Of(line.Replace("CACHE", folder["cache"], StringComparison.Ordinal) + " --remove");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.Empty);
        Assert.That(run.Output, Does.Contain("Remove: "));
    }

    [Test]
    public void A_location_that_the_document_lost_is_removed_and_reported()
    {
        var run = CliRun.Of("generate synthetics --format ipset --location aws:gone-1 --remove");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Match("datadog-[0-9a-z-]+-v4"));
        Assert.That(run.Error, Does.Contain("has no location 'aws:gone-1'"));
    }

    [TestCase("generate logz --format nftables", "did you mean logs?")]
    [TestCase("generate unknown --format nftables --direction egress --port 443", "There is no section 'unknown'")]
    [TestCase("generate unknown --format nftables --site eu1", "direction and ports of section 'unknown' are not known")]
    [TestCase("generate logs --format csv", "--remove does not apply to --format csv: a list is not applied to a firewall.")]
    [TestCase("generate logs --format nftables --default-deny", "--default-deny requires --mode table")]
    public void A_typo_is_still_refused(string line, string part) => Assert.That(CliRun.Of(line + " --remove").Refused(2), Does.Contain(part));

    private static IEnumerable<string> Commands(string output) => output.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'));
}
