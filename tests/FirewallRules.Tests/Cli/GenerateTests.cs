namespace FirewallRules.Tests.Cli;

public class GenerateTests
{
    // The command line does not reach the formats for AWS yet.
    private static readonly string[] Formats = [.. BuiltInEmitters.All.Select(emitter => emitter.Name)];

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
            ("logs --format nftables --mode table --table ip/fw --ipv4-only", logs.Only(IpFamily.IPv4).ToNftables(
                new NftablesOptions { Mode = NftablesMode.Table, Table = NftablesTable.Parse("ip/fw") })),
            ("logs --format nftables --mode table --default-deny --deny-with drop --allow-dns --allow-dhcp", logs.ToNftables(
                new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = deny })),
            ("logs --format nftables --mode sets --remove", logs.ToNftables(new NftablesOptions { Mode = NftablesMode.Sets, Remove = true })),
            ("logs --format ipset --mode sets", logs.ToIpset(new IpsetOptions { SetsOnly = true })),
            ("logs --format iptables --ipset-threshold 0 --default-deny", logs.ToIptables(new IptablesOptions { IpsetThreshold = 0, DefaultDeny = new() })),
            ("logs --format ip6tables-restore --remove", logs.ToIptables(new IptablesOptions { Output = IptablesOutput.RestoreIPv6, Remove = true })),
            ("webhooks --format iptables --port 8443 --port 9000-9001", RuleSet.For(Section.Webhooks.OnPort(8443, new PortRange(9000, 9001))).ToIptables()),
            ("logs --format netsh --addresses-per-rule 1 --remove", logs.ToWindowsFirewall(new WindowsFirewallOptions { Output = WindowsFirewallOutput.Netsh, AddressesPerRule = 1, Remove = true })),
            ("synthetics --format aws-terraform --max-rules 100", RuleSet.For(Section.Synthetics).ToAwsSecurityGroup(
                new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform, MaxRules = 100 })),
            ("synthetics --format aws-cli --on-overflow prefix-list --prefix-list-headroom 10 --max-rules 100", RuleSet.For(Section.Synthetics).ToAwsSecurityGroup(
                new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, PrefixListHeadroom = 10, MaxRules = 100 })),
            ("webhooks --format azure-bicep --whole --default-deny --deny-with drop --addresses-per-rule 5", RuleSet.For(Section.Webhooks).ToAzureNsg(
                new AzureNsgOptions { Output = AzureNsgOutput.Bicep, FullNsg = true, CloseRest = true, AddressesPerRule = 5 })),
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

    [Test]
    public void A_cover_is_written_and_all_that_it_adds_is_said()
    {
        var run = CliRun.Of("generate synthetics --format aws-terraform --on-overflow summarize");
        var cover = RuleSet.For(Section.Synthetics).CoverWith(60);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain($"synthetics: {cover.Added[0].Added.CountAddresses()} addresses are allowed that were not asked for"));
        Assert.That(run.Error.Split('\n').Count(line => line.StartsWith("fwrules: added ", StringComparison.Ordinal)), Is.EqualTo(cover.Added[0].Added.RangeCount));
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
    [TestCase("generate logs --format iptables --ipset-threshold -1", 2, "non-negative")]
    [TestCase("generate logs --format iptables --mode table", 2, "--mode")]
    [TestCase("generate logs --format ipset --mode include", 2, "'sets' with ipset")]
    [TestCase("generate logs --format aws-cli --remove", 2, "--remove when they are run")]
    [TestCase("generate logs --format windows --default-deny", 2, "--default-deny goes with")]
    [TestCase("generate logs --format azure-arm --default-deny", 2, "--deny-with drop")]
    [TestCase("generate logs --format nftables --max-rules 5", 2, "aws and azure")]
    [TestCase("generate logs --format windows --on-overflow split", 2, "aws and azure")]
    [TestCase("generate logs --format windows --addresses-per-rule 1001", 2, "1000")]
    [TestCase("generate logs --format netsh --prefix-list-headroom 1", 2, "goes with aws")]
    [TestCase("generate logs --format aws-cli --whole", 2, "goes with azure")]
    [TestCase("generate logs --format azure-cli --whole", 2, "ARM, Bicep or Terraform")]
    [TestCase("generate logs --format azure-arm --on-overflow split", 2, "cannot split")]
    [TestCase("generate logs --format aws-json --on-overflow prefix-list", 2, "prefix lists")]
    [TestCase("generate synthetics --format aws-cli", 1, "90 are needed, and the limit is 60; 2 groups would do, or a prefix list of 90 entries")]
    [TestCase("generate synthetics --format aws-cli --max-rules 0", 2, "1")]
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
