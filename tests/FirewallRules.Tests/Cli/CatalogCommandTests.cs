using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Cli;

public class CatalogCommandTests
{
    private static readonly string Using = CliRun.UsingEmbedded;
    private const string AnyNtp =
        "fwrules: ntp: any address is allowed on 123/udp, because the servers are host names; --ntp-server restricts it, --no-ntp leaves it out\n";

    // A list of lines cannot express any NTP server, and a web ACL sees no outgoing traffic.
    private static readonly string[] Formats =
        [.. BuiltInEmitters.All.Where(emitter => emitter.Name != "lines" && emitter is not AwsWafEmitter).Select(emitter => emitter.Name)];

    [TestCaseSource(nameof(Formats))]
    public void Agent_writes_what_the_library_writes(string format)
    {
        var run = CliRun.Of($"agent v7 --format {format}");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.EqualTo(RuleSet.ForAgent(AgentVersion.V7).Emit(BuiltInEmitters.All.Single(emitter => emitter.Name == format))));
        Assert.That(run.Error, Is.EqualTo(Using + AnyNtp));
    }

    [Test]
    public void Agent_passes_every_option_on()
    {
        (string Line, AgentVersion Version, AgentOptions Options)[] cases =
        [
            ("v7 --no-ntp", AgentVersion.V7, new() { NtpServers = null }),
            ("v7 --ntp-server 192.0.2.1,192.0.2.2 --ntp-server 2001:db8::/64", AgentVersion.V7,
                new() { NtpServers = Sets.Of("192.0.2.1/32", "192.0.2.2/32", "2001:db8::/64") }),
            ("v7 --ntp-server any-ipv4", AgentVersion.V7, new() { NtpServers = Remote.AnyIPv4 }),
            ("v7 --logs-tcp --no-local", AgentVersion.V7, new() { LogsOverTcp = true, LocalServices = false }),
            ("V6 --no-logs-tcp --kubelet 10.9.8.7", AgentVersion.V6, new() { LogsOverTcp = false, Kubelet = Sets.Of("10.9.8.7/32") }),
            ("7 --autoscaling any --remote-configuration-test 198.51.100.0-198.51.100.9", AgentVersion.V7, new()
            {
                Autoscaling = Remote.Any,
                RemoteConfigurationTest = AddressSet.Parse("198.51.100.0-198.51.100.9"),
            }),
            ("v7 --open dogstatsd:9125=10.0.0.0/8,fe80::1 --open apm-receiver=any --open gui=local", AgentVersion.V7, new()
            {
                Services = [AgentService.DogStatsD.OnPort(9125).OpenTo(Sets.Of("10.0.0.0/8", "fe80::1/128")),
                    AgentService.ApmReceiver.OpenTo(Remote.Any), AgentService.Gui],
            }),
            ("v4 --open graphite=10.0.0.0/8", AgentVersion.V5, new() { Services = [AgentService.Graphite.OpenTo(Sets.Of("10.0.0.0/8"))] }),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach (var (line, version, options) in cases)
            {
                Assert.That(CliRun.Of($"agent {line} --format nftables").Output,
                    Is.EqualTo(RuleSet.ForAgent(version, IpRangesSnapshot.Us1, options).ToNftables()), line);
            }
        }
    }

    [Test]
    public void Agent_accepts_a_document_and_reports_missing_sections()
    {
        var run = CliRun.Of(
            "agent v7 --format nftables --no-ntp --site eu1 --document -",
            """{"version":3,"agents":{"prefixes_ipv4":["192.0.2.0/24"]}"""
                + ""","api":{"prefixes_ipv4":[]},"apm":{"prefixes_ipv4":[]},"logs":{"prefixes_ipv4":[]},"process":{"prefixes_ipv4":[]}}""");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("eu1 version 3").And.Contain("no addresses: remote-configuration (the document has no such section)"));
        Assert.That(run.Error, Does.Contain("orchestrator (the document has no such section) has no addresses: no rule is written for it"));
    }

    [TestCase("agent v6 --format nftables --no-ntp", "logs over TCP are deprecated")]
    [TestCase("agent v6 --format nftables --no-ntp", "fe80::1/128 is left out, because it is a loopback address only on macOS")]
    [TestCase("agent v7 --format nftables --open dogstatsd=10.0.0.0/8", "only if dogstatsd_non_local_traffic is true")]
    [TestCase("agent v7 --format nftables --mode table --default-deny --allow-dns",
        "including remote logins; --no-local leaves out the inbound direction")]
    [TestCase("datakit statsd --from 10.0.0.0/8 --format iptables --default-deny", "including remote logins")]
    [TestCase("datakit opentelemetry --from 10.0.0.0/8 --format iptables", "opentelemetry listens on 127.0.0.1 by default")]
    [TestCase("datakit dca --from 10.0.0.0/8 --format iptables", "dca (9531) is documented inconsistently: Since 2024-11-27")]
    [TestCase("datakit --all --from 10.0.0.0/8 --format iptables",
        "--all leaves out inputs that listen on localhost only by default: opentelemetry, http, proxy, skywalking")]
    public void Reports_what_is_worth_knowing(string line, string part) => Assert.That(CliRun.Of(line).Error, Does.Contain(part));

    [TestCase("agent v7 --format nftables --mode table --default-deny --allow-dns --no-local")]
    [TestCase("proxy --to 10.1.2.0/28 --port 3128 --format iptables --default-deny --allow-dns")]
    public void Does_not_mention_inbound_connections_without_ingress_rules(string line)
        => Assert.That(CliRun.Of(line).Error, Does.Not.Contain("incoming").And.Not.Contain("logins"));

    [Test]
    public void Datakit_and_proxy_write_what_the_library_writes()
    {
        var statsd = RuleSet.ForDataKit(Sets.Of("10.0.0.0/8", "192.0.2.1/32"), DataKitInput.StatsD.OnPort(9125), DataKitInput.OpenTelemetry);
        var all = RuleSet.ForDataKit(Remote.Any,
            [.. DataKitInput.Known.Where(input => !input.IsLocal || input == DataKitInput.Http).Select(DataKitSelection.FromInput)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                CliRun.Of("datakit statsd=9125 OpenTelemetry --from 10.0.0.0/8 --from 192.0.2.1 --format windows").Output,
                Is.EqualTo(statsd.ToWindowsFirewall(new WindowsFirewallOptions { NamePrefix = "datakit", Group = "FirewallRules datakit" })));
            Assert.That(
                CliRun.Of("datakit --all http --from any --format nftables --mode table").Output,
                Is.EqualTo(all.ToNftables(new NftablesOptions
                {
                    Mode = NftablesMode.Table,
                    NamePrefix = "datakit",
                    Table = NftablesTable.Parse("inet/datakit")
                })));
            Assert.That(
                CliRun.Of("proxy --to 10.1.2.0/28,10.1.3.1 --port 3128 --format iptables --ipv4-only").Output,
                Is.EqualTo(RuleSet.ForProxy(Sets.Of("10.1.2.0/28", "10.1.3.1/32"), 3128).Only(IpFamily.IPv4).ToIptables()));
        }
    }

    [TestCase("nftables", "_egress", "my_rules")]
    [TestCase("iptables", "-EGRESS", "MY-RULES")]
    [TestCase("ipset", "-logs-v4", "my-rules")]
    [TestCase("windows", "$group = ", "FirewallRules my-rules")]
    [TestCase("netsh", "rule name=", "FirewallRules my-rules")]
    [TestCase("aws-cli", "fwrules:", "fwrules:my-rules")]
    [TestCase("azure-arm", "-egress-tcp", "my-rules-egress")]
    public void A_name_prefix_reaches_every_format(string format, string where, string name)
    {
        var run = CliRun.Of($"generate logs --format {format} --name-prefix my-rules");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output.Split('\n').Where(line => line.Contains(where, StringComparison.Ordinal)), Is.Not.Empty.And.All.Contain(name));
    }

    [Test]
    public void Outputs_of_two_commands_stand_side_by_side_in_one_host()
    {
        var chains = new[] { "agent v7", "datakit statsd --from 10.0.0.0/8" }
            .Select(line => CliRun.Of(line + " --format iptables-restore").Output.Split('\n').Where(text => text.StartsWith(':')).ToList()).ToList();

        Assert.That(chains[0].Intersect(chains[1], StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Ports_of_the_agent()
    {
        var lines = CliRun.Of("ports agent v7").Output.Split('\n');
        var rows = JsonNode.Parse(CliRun.Of("ports agent --json").Output)!.AsArray();
        var statsd = rows.Single(row => (string)row!["version"]! == "v6" && (int)row["port"]! == 8125)!;

        Assert.That(lines, Has.Length.EqualTo(AgentVersion.V7.Ports.Count + 2));
        Assert.That(lines[0], Does.StartWith("VERSION  SERVICE                    DIRECTION  PORT       SITE  REMOTE"));
        Assert.That(lines, Has.One.Match("^v7 +logs-tcp +outbound +10516/tcp +us1 +logs +off +yes +logs over TCP \\(deprecated\\)"));
        Assert.That(rows, Has.Count.EqualTo(AgentVersion.Known.Sum(version => version.Ports.Count)));
        Assert.That(statsd["listensOn"]!.AsArray().Select(address => (string)address!), Is.EqualTo(new[] { "127.0.0.1", "::1", "fe80::1" }));
        Assert.That(((string)statsd["remote"]!, (string)statsd["setting"]!, (bool)statsd["default"]!, (string)statsd["asOf"]!),
            Is.EqualTo(("loopback", "dogstatsd_port", true, "2024")));
        Assert.That(rows.Select(row => (string)row!["source"]!), Is.All.Not.Empty);
    }

    [Test]
    public void Ports_of_datakit()
    {
        var lines = CliRun.Of("ports datakit").Output.Split('\n');
        var rows = JsonNode.Parse(CliRun.Of("ports datakit --json").Output)!.AsArray();

        Assert.That(lines, Has.One.Match("^dca +9531/tcp +- +- +yes +yes +DCA server +DataKit Ports +Since 2024-11-27"));
        Assert.That(lines, Has.One.Match("^graphite +9109/udp ").And.One.Match("^graphite +9109/tcp "));
        Assert.That(rows, Has.Count.EqualTo(lines.Length - 2));
        Assert.That(rows.Where(row => (bool)row!["local"]!).Select(row => (string)row!["input"]!), Does.Contain("http")
            .And.Contain("opentelemetry").And.Not.Contain("statsd"));
    }

    [TestCase("agent", "VERSION")]
    [TestCase("agent v8 --format nftables", "did you mean v7 or v6 or v5?")]
    [TestCase("agent v7", "--format")]
    [TestCase("agent v7 --format nftables --ntp-server 10.0.0.1 --no-ntp", "exclude each other")]
    [TestCase("agent v7 --format nftables --logs-tcp --no-logs-tcp", "exclude each other")]
    [TestCase("agent v7 --format nftables --ntp-server 10.0.0.1/8", "--ntp-server")]
    [TestCase("agent v7 --format nftables --ntp-server 0.0.0.0/0", "write 'any'")]
    [TestCase("agent v7 --format nftables --ntp-server any,10.0.0.1", "'any' cannot be combined")]
    [TestCase("agent v7 --format nftables --ntp-server 10.0.0.1,", "--ntp-server")]
    [TestCase("agent v7 --format nftables --kubelet any", "--kubelet does not accept 'any'")]
    [TestCase("agent v5 --format nftables --kubelet 10.0.0.1", "--kubelet does not apply to Agent v5")]
    [TestCase("agent v6 --format nftables --autoscaling any", "--autoscaling does not apply to Agent v6")]
    [TestCase("agent v7 --format nftables --open dogstatsd", "has no addresses: write SERVICE=CIDR")]
    [TestCase("agent v7 --format nftables --open dogstatsd=", "--open dogstatsd")]
    [TestCase("agent v7 --format nftables --open dogstatsd=0.0.0.0/0", "write 'any'")]
    [TestCase("agent v7 --format nftables --open dogstatsd=0.0.0.0/1,128.0.0.0/1", "write 'any'")]
    [TestCase("agent v7 --format nftables --open dogstatd=10.0.0.0/8", "did you mean dogstatsd?")]
    [TestCase("agent v7 --format nftables --open ntp=10.0.0.0/8", "expected one of: dogstatsd, apm-receiver")]
    [TestCase("agent v7 --format nftables --open forwarder=10.0.0.0/8", "There is no inbound service 'forwarder'")]
    [TestCase("agent v7 --format nftables --open dogstatsd:0=10.0.0.0/8", "'0' is not a port")]
    [TestCase("agent v7 --format nftables --open dogstatsd:1-2=10.0.0.0/8", "'1-2' is not a port")]
    [TestCase("agent v7 --format nftables --open process-debug:7=10.0.0.0/8",
        "Agent v7 always uses port 6062; no setting that changes it is documented.")]
    [TestCase("agent v7 --format nftables --open dogstatsd=10.0.0.0/8 --open dogstatsd=10.1.0.0/16",
        "is given twice; give all its addresses in one --open.")]
    [TestCase("agent v7 --format azure-arm --default-deny --deny-with drop", "--default-deny would block all inbound traffic")]
    [TestCase("agent v7 --format nftables --name-prefix my_rules", "Hyphens become underscores")]
    [TestCase("agent v7 --format nftables --name-prefix 1", "name prefix")]
    [TestCase("agent v7 --format nftables --mode table --name-prefix accept", "'accept' is a keyword of nftables")]
    [TestCase("datakit statsd --format nftables", "--from")]
    [TestCase("datakit --from 10.0.0.0/8 --format nftables", "Select the inputs to open, or add --all: netflow9")]
    [TestCase("datakit statsdd --from 10.0.0.0/8 --format nftables", "did you mean statsd?")]
    [TestCase("datakit statsd statsd --from 10.0.0.0/8 --format nftables", "is given more than once")]
    [TestCase("datakit statsd statsd=9125 --all --from 10.0.0.0/8 --format nftables", "is given more than once")]
    [TestCase("datakit statsd=0 --from 10.0.0.0/8 --format nftables", "'0' is not a port")]
    [TestCase("datakit statsd=70000 --from 10.0.0.0/8 --format nftables", "'70000' is not a port")]
    [TestCase("datakit quake=27960 --from 10.0.0.0/8 --format nftables", "There is no DataKit input 'quake'")]
    [TestCase("datakit statsd --from ::/0 --format nftables", "write 'any'")]
    [TestCase("datakit statsd --from nobody --format nftables", "--from")]
    [TestCase("proxy --port 3128 --format nftables", "--to")]
    [TestCase("proxy --to 10.0.0.1 --format nftables", "--port")]
    [TestCase("proxy --to 10.0.0.1 --port http --format nftables", "'http' is not a port")]
    [TestCase("ports", "CATALOG")]
    [TestCase("ports agents", "did you mean agent?")]
    [TestCase("ports agent v9", "There is no Agent version 'v9'")]
    [TestCase("ports datakit v7", "'v7' does not apply to datakit")]
    public void Refuses_with_a_message(string line, string part)
        => Assert.That(CliRun.Of(line).Refused(2), Does.Contain(part).And.Not.Contain("(Parameter"));

    [TestCase("agent v7 --format nftables --document - --site us1", """{"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""",
        "lacks sections that Agent v7 needs: agents")]
    [TestCase("datakit statsd --from 10.0.0.0/8 --format nftables --ipv6-only", "", "has no IPv6 addresses")]
    public void Refuses_a_document_or_a_family(string line, string input, string part)
        => Assert.That(CliRun.Of(line, input).Refused(3), Does.Contain(part));

    [Test]
    public void Logs_over_TCP_are_refused_at_a_site_without_them()
        => Assert.That(
            CliRun.Of("agent v7 --format nftables --site us3 --logs-tcp --document -", """{"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""").Refused(2),
            Does.Contain("--logs-tcp: Agent v7 cannot send logs over TCP to site us3"));

    [TestCase("datakit statsd --from any --format aws-cli --max-rules 1", 0)]
    [TestCase("datakit statsd beats --from any --format aws-cli --max-rules 1", 1)]
    public void A_limit_is_met(string line, int exitCode) => Assert.That(CliRun.Of(line).ExitCode, Is.EqualTo(exitCode));

    [TestCase("agent --help", "fwrules agent v7 --format nftables")]
    [TestCase("datakit --help", "netflow9, netflow5, cat")]
    [TestCase("proxy --help", "fwrules proxy --to 10.1.2.0/28")]
    [TestCase("ports --help", "fwrules ports agent v7")]
    public void Help_lists_and_shows(string line, string part) => Assert.That(CliRun.Of(line).Output, Does.Contain(part).And.Contain("Exit codes:"));

    [TestCase("agent v", "v7")]
    [TestCase("agent v7 --open dog", "dogstatsd=")]
    [TestCase("datakit stat", "statsd")]
    [TestCase("ports ag", "agent")]
    public void Completes_names(string line, string name)
        => Assert.That(CliRun.Of([$"[suggest:{line.Length}]", line], []).Output.Split('\n'), Does.Contain(name));
}
