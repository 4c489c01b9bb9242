using FirewallRules.Emitters;
using FirewallRules.Emitters.Iptables;
using FirewallRules.Emitters.Nftables;

namespace FirewallRules.Tests.Cli;

public class GenerateTests
{
    // The command line does not reach the formats for AWS yet.
    private static readonly string[] Formats = [.. BuiltInEmitters.All.Select(emitter => emitter.Name).Where(name => !name.StartsWith("aws-", StringComparison.Ordinal))];

    [TestCaseSource(nameof(Formats))]
    public void Writes_what_the_library_writes(string format)
    {
        var run = CliRun.Of($"generate logs webhooks --format {format}");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.EqualTo(RuleSet.For(Section.Logs, Section.Webhooks).Emit(BuiltInEmitters.All.Single(emitter => emitter.Name == format))));
        Assert.That(run.Error, Is.EqualTo("fwrules: using us1 version 59, modified 2024-10-17 (embedded snapshot)\n"));
    }

    [Test]
    public void Passes_every_option_on()
    {
        var deny = new DefaultDeny { Action = DenyAction.Drop, AllowDns = true, AllowDhcp = true };
        var logs = RuleSet.For(Section.Logs);
        (string Line, string Expected)[] cases =
        [
            ("logs --format nftables --mode table --table ip/fw --ipv4-only", logs.Only(FirewallRules.Networks.IpFamily.IPv4).ToNftables(
                new NftablesOptions { Mode = NftablesMode.Table, Table = NftablesTable.Parse("ip/fw") })),
            ("logs --format nftables --mode table --default-deny --deny-with drop --allow-dns --allow-dhcp", logs.ToNftables(
                new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = deny })),
            ("logs --format nftables --mode sets --remove", logs.ToNftables(new NftablesOptions { Mode = NftablesMode.Sets, Remove = true })),
            ("logs --format ipset --mode sets", logs.ToIpset(new IpsetOptions { SetsOnly = true })),
            ("logs --format iptables --ipset-threshold 0 --default-deny", logs.ToIptables(new IptablesOptions { IpsetThreshold = 0, DefaultDeny = new() })),
            ("logs --format ip6tables-restore --remove", logs.ToIptables(new IptablesOptions { Output = IptablesOutput.RestoreIPv6, Remove = true })),
            ("webhooks --format iptables --port 8443 --port 9000-9001", RuleSet.For(Section.Webhooks.OnPort(8443, new PortRange(9000, 9001))).ToIptables()),
            ("synthetics --format nftables --location aws:eu-central-1", RuleSet.For(Section.Synthetics.At("aws:eu-central-1")).ToNftables()),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach (var (line, expected) in cases)
            {
                Assert.That(CliRun.Of("generate " + line).Output, Is.EqualTo(expected), line);
            }
        }
    }

    [TestCase("generate", 2, "SECTION")]
    [TestCase("generate logs", 2, "--format")]
    [TestCase("generate logs --format pf", 2, "nftables-json")]
    [TestCase("generate logz --format nftables", 3, "did you mean logs")]
    [TestCase("generate Logs --format nftables", 2, "did you mean logs")]
    [TestCase("generate logs --format nftables --site mars", 2, "there are us1, us3")]
    [TestCase("generate logs --format nftables --site eu2", 2, "eu1")]
    [TestCase("generate logs --format nftables --site eu1", 3, "https://ip-ranges.datadoghq.eu/")]
    [TestCase("generate logs --format nftables --ipv4-only --ipv6-only", 2, "exclude each other")]
    [TestCase("generate webhooks --format nftables --ipv6-only", 3, "'webhooks' (ingress tcp 443) has no IPv6 address")]
    [TestCase("generate logs --format nftables --table ip/filter", 2, "takes no IPv6 rules")]
    [TestCase("generate logs --format nftables --table inet/a;b", 2, "no table")]
    [TestCase("generate logs --format nftables --default-deny", 2, "mode 'table'")]
    [TestCase("generate logs --format nftables --allow-dns", 2, "--default-deny")]
    [TestCase("generate logs --format nftables --ipset-threshold 5", 2, "--format iptables")]
    [TestCase("generate logs --format iptables --ipset-threshold -1", 2, "from 0")]
    [TestCase("generate logs --format iptables --mode table", 2, "--mode")]
    [TestCase("generate logs --format ipset --mode include", 2, "--mode sets")]
    [TestCase("generate logs --format ipset --mode sets --default-deny", 2, "only sets were asked for")]
    [TestCase("generate logs --format iptables --table inet/x", 2, "--table")]
    [TestCase("generate logs --format nftables --location aws:eu-central-1", 2, "synthetics")]
    [TestCase("generate synthetics --format nftables --location aws:mars-1", 3, "aws:eu-central-1")]
    [TestCase("generate webhooks --format nftables --port 0", 2, "no port")]
    [TestCase("generate webhooks --format nftables --port 443/icmp", 2, "no port")]
    [TestCase("generate webhooks --format nftables --port 80 --port 53/udp", 2, "all TCP or all UDP")]
    [TestCase("generate logs --format nftables --document no-such-file", 3, "'no-such-file' is not there")]
    public void Refuses_with_a_sentence(string line, int exitCode, string part)
        => Assert.That(CliRun.Of(line).Refused(exitCode), Does.Contain(part));
}
