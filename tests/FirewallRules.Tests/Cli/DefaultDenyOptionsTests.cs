namespace FirewallRules.Tests.Cli;

/// <summary>What a default deny allows beside the rules, and what it reports that it cuts off.</summary>
public sealed class DefaultDenyOptionsTests
{
    private const string Deny = "--mode table --default-deny --format nftables";

    private static readonly RuleSet Both = RuleSet.For(Section.Logs, Section.Webhooks);

    private static IEnumerable<TestCaseData> Options()
    {
        yield return Case("--allow-in 22", new() { Allow = RuleSet.Of(Rule.Ingress(Remote.Any, Protocol.Tcp, 22, "allow-in 22/tcp")) });
        yield return Case(
            "--allow-in 22=10.0.0.0/8,2001:db8::/32",
            new() { Allow = RuleSet.Of(Rule.Ingress(Sets.Of("10.0.0.0/8", "2001:db8::/32"), Protocol.Tcp, 22, "allow-in 22/tcp")) });
        yield return Case(
            "--allow-in 8000-8100/udp=192.0.2.1 --allow-in 22/tcp=any-ipv6",
            new()
            {
                Allow = RuleSet.Of(
                    Rule.Ingress(Sets.Of("192.0.2.1/32"), Protocol.Udp, new PortRange(8000, 8100), "allow-in 8000-8100/udp"),
                    Rule.Ingress(Remote.AnyIPv6, Protocol.Tcp, 22, "allow-in 22/tcp")),
            });
        yield return Case(
            "--allow-in any=192.0.2.0-192.0.2.9 --allow-out any/udp --allow-out 22",
            new()
            {
                Allow = RuleSet.Of(
                    Rule.Ingress(AddressSet.Parse("192.0.2.0-192.0.2.9"), Protocol.Tcp, PortRange.All, "allow-in any"),
                    Rule.Ingress(AddressSet.Parse("192.0.2.0-192.0.2.9"), Protocol.Udp, PortRange.All, "allow-in any"),
                    Rule.Egress(Remote.Any, Protocol.Udp, PortRange.All, "allow-out any/udp"),
                    Rule.Egress(Remote.Any, Protocol.Tcp, 22, "allow-out 22/tcp")),
            });
        yield return Case(
            "--dns-server 192.0.2.53,2001:db8::53 --dns-server 192.0.2.54",
            new() { DnsServers = Sets.Of("192.0.2.53/32", "192.0.2.54/32", "2001:db8::53/128") });
        yield return Case("--allow-metadata --forward", new() { AllowMetadata = true, Forward = true });
        yield return Case("--log-prefix dd: --log-rate 60", new() { LogPrefix = "dd:", LogsPerMinute = 60 });
        yield return Case("--log-rate 0 --deny-with drop", new() { LogsPerMinute = 0, Action = DenyAction.Drop });
    }

    [TestCaseSource(nameof(Options))]
    public void Every_option_reaches_every_format_for_Linux(string options, DefaultDeny deny)
    {
        var nftables = CliRun.Of($"generate logs webhooks {Deny} {options}");
        var iptables = CliRun.Of($"generate logs webhooks --default-deny --format iptables {options}");
        var ipset = CliRun.Of($"generate logs webhooks --default-deny --format ipset {options}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(nftables.Output, Is.EqualTo(Both.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = deny })), nftables.Error);
            Assert.That(iptables.Output, Is.EqualTo(Both.ToIptables(new() { DefaultDeny = deny })), iptables.Error);
            Assert.That(ipset.Output, Is.EqualTo(Both.ToIpset(new() { DefaultDeny = deny })), ipset.Error);
        }
    }

    [TestCase("agent v7 --no-local --allow-out 3128=10.0.0.1")]
    [TestCase("datakit statsd --from 10.0.0.0/8 --allow-in 22=10.0.0.0/8")]
    [TestCase("proxy --to 10.1.2.3 --port 3128 --dns-server 10.0.0.53")]
    [TestCase("privatelink rules --vpc-cidr 10.0.0.0/16 --allow-metadata")]
    public void Every_command_that_writes_rules_has_the_options(string line)
    {
        var run = CliRun.Of($"{line} {Deny}");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("comment \"allow-out 3128/tcp\"").Or.Contain("comment \"allow-in 22/tcp\"")
            .Or.Contain("comment \"DNS servers\"").Or.Contain("cloud metadata\""));
    }

    [Test]
    public void An_update_has_them_too()
    {
        using var folder = new TemporaryFolder();
        var (old, updated) = (
            folder.Write("old.json", """{"version":1,"webhooks":{"prefixes_ipv4":["192.0.2.0/25"]}}"""),
            folder.Write("new.json", """{"version":2,"webhooks":{"prefixes_ipv4":["192.0.2.0/24"]}}"""));

        var run = CliRun.Of($"update {old} {updated} webhooks {Deny} --allow-in 22=10.0.0.0/8");
        Assert.That(run.Output, Does.Contain("ip saddr { 10.0.0.0/8 } tcp dport 22").Or.Contain("10.0.0.0/8 tcp dport"), run.Error);
        Assert.That(CliRun.Of($"update {old} {updated} webhooks {Deny}").Error, Does.Contain("including remote logins"));
    }

    [TestCase("--allow-in x", "--allow-in: 'x' is not a port: write 22, 8000-8100 or 53/udp, or 'any' for all TCP and UDP ports.")]
    [TestCase("--allow-in 0", "--allow-in: '0' is not a port")]
    [TestCase("--allow-in 9-8", "--allow-in: '9-8' is not a port")]
    [TestCase("--allow-in 22/sctp", "--allow-in: 'sctp' is not a protocol: write tcp or udp")]
    [TestCase("--allow-in 22/", "--allow-in: '' is not a protocol")]
    [TestCase("--allow-in 10.0.0.0/8", "--allow-in: '10.0.0.0/8' has no port: write PORT=CIDR, such as 22=10.0.0.0/8, or any=10.0.0.0/8 for all ports.")]
    [TestCase("--allow-in 2001:db8::1", "has no port: write PORT=CIDR")]
    [TestCase("--allow-in 22=", "--allow-in 22")]
    [TestCase("--allow-in 22=10.0.0.1/8", "--allow-in 22: '10.0.0.1/8' is invalid: bits are set to the right of the prefix; write the first address")]
    [TestCase("--allow-in 22=office.example.com", "--allow-in 22: 'office.example.com'")]
    [TestCase("--allow-in 22=0.0.0.0/0", "write 'any', 'any-ipv4' or 'any-ipv6'")]
    [TestCase("--allow-in 22=::/0", "write 'any', 'any-ipv4' or 'any-ipv6'")]
    [TestCase("--allow-out 22=0.0.0.0/1 --allow-out 22=128.0.0.0/1", "all IPv4 addresses together. If that is intended, write the port without addresses.")]
    [TestCase("--dns-server any", "--dns-server does not accept 'any'")]
    [TestCase("--dns-server 10.0.0.1 --allow-dns", "--dns-server has no effect with --allow-dns")]
    [TestCase("--log-prefix $x", "--log-prefix: '$x' cannot be the start of log lines: write 1 to 29 printable ASCII characters")]
    [TestCase("--log-prefix 123456789012345678901234567890", "1 to 29 printable")]
    [TestCase("--log-rate 1001", "--log-rate: '1001' is not a whole number from 0 to 1000")]
    [TestCase("--log-rate 0 --log-prefix x", "--log-prefix has no effect with --log-rate 0")]
    [TestCase(
        "--table ip/x --ipv4-only --allow-in 22=2001:db8::/32",
        "--allow-in 22/tcp has no effect: it has no IPv4 addresses, and --table ip/x is for IPv4.")]
    [TestCase("--table ip6/x --ipv6-only --dns-server 10.0.0.1", "--dns-server has no effect: it has no IPv6 addresses")]
    public void An_invalid_value_is_refused(string options, string part)
        => Assert.That(CliRun.Of($"generate agents logs {Deny} {options}").Refused(2), Does.Contain(part));

    [TestCase("webhooks", "--allow-out 53")]
    [TestCase("webhooks", "--allow-dns")]
    [TestCase("webhooks", "--dns-server 10.0.0.1")]
    [TestCase("webhooks", "--allow-metadata")]
    [TestCase("logs", "--allow-in 22")]
    public void What_has_no_effect_on_the_directions_is_refused(string section, string option)
    {
        var other = section == "logs" ? "outgoing" : "incoming";
        Assert.That(
            CliRun.Of($"generate {section} {Deny} {option}").Refused(2),
            Does.Contain($"{option.Split(' ')[0]} has no effect: the rules are for {other} traffic, so --default-deny blocks {other} traffic only."));
        Assert.That(CliRun.Of($"generate {section} {Deny} {option} --forward").ExitCode, Is.Zero, "forwarded traffic is blocked in both directions");
    }

    [TestCase("--allow-in 22")]
    [TestCase("--allow-out 22")]
    [TestCase("--allow-metadata")]
    [TestCase("--dns-server 10.0.0.1")]
    [TestCase("--forward")]
    [TestCase("--log-prefix x")]
    [TestCase("--log-rate 1")]
    [TestCase("--deny-with drop")]
    public void Every_option_requires_a_default_deny(string option)
    {
        Assert.That(CliRun.Of($"generate logs --format iptables {option}").Refused(2), Does.Contain($"{option.Split(' ')[0]} requires --default-deny."));
        if (!option.StartsWith("--deny-with", StringComparison.Ordinal))
        {
            Assert.That(
                CliRun.Of($"generate logs --format azure-arm --default-deny --deny-with drop {option}").Refused(2),
                Does.Contain($"{option.Split(' ')[0]} does not apply to --format azure-arm"));
        }
    }

    [TestCase("windows")]
    [TestCase("aws-cli")]
    [TestCase("csv")]
    public void Formats_without_a_default_deny_refuse_it(string format)
        => Assert.That(
            CliRun.Of($"generate webhooks --format {format} --default-deny --allow-in 22").Refused(2),
            Does.Contain($"--default-deny does not apply to --format {format}"));

    [TestCase("iptables-restore", "--allow-in 22=2001:db8::/32", "it has no IPv4 addresses, and --format iptables-restore is for IPv4.")]
    [TestCase("ip6tables-restore", "--allow-in 22=10.0.0.0/8", "it has no IPv6 addresses, and --format ip6tables-restore is for IPv6.")]
    public void A_file_of_one_family_refuses_addresses_of_the_other(string format, string option, string part)
        => Assert.That(CliRun.Of($"generate webhooks --format {format} --default-deny {option}").Refused(2), Does.Contain(part));

    [TestCase("203.0.113.7 55555 10.0.0.1 22", "; to keep the address of this SSH session: --allow-in 22=203.0.113.7\n")]
    [TestCase("2001:db8::7 55555 2001:db8::1 2222", "; to keep the address of this SSH session: --allow-in 2222=2001:db8::7\n")]
    [TestCase("::ffff:203.0.113.7 55555 10.0.0.1 22", "--allow-in 22=203.0.113.7\n")]
    [TestCase(null, "; to keep them: --allow-in PORT=CIDR, such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("", "such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("203.0.113.7", "such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("203.0.113.7 1 10.0.0.1 0", "such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("203.0.113.7 1 10.0.0.1 1-9", "such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("203.0.113.0/24 1 10.0.0.1 22", "such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("$(reboot) 1 10.0.0.1 22", "such as --allow-in 22=192.0.2.0/24\n")]
    [TestCase("fe80::1%eth0 1 fe80::2%eth0 22", "such as --allow-in 22=192.0.2.0/24\n")]
    public void Who_locks_out_logins_is_told_how_to_keep_them(string? session, string end)
    {
        var run = Run("generate webhooks --format iptables --default-deny", session);

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Error, Does.Contain("--default-deny blocks every other incoming connection, including remote logins").And.EndWith(end));
        Assert.That(run.Error, Does.Not.Contain("names can be resolved"), "outgoing traffic is not blocked");
    }

    [TestCase("--allow-in 22", "203.0.113.7 1 10.0.0.1 22", false)]
    [TestCase("--allow-in 22", null, false)]
    [TestCase("--allow-in any=203.0.113.0/24", "203.0.113.7 1 10.0.0.1 22", false)]
    [TestCase("--allow-in 22=10.0.0.0/8", "203.0.113.7 1 10.0.0.1 22", true)]
    [TestCase("--allow-in 22=10.0.0.0/8", null, false)]
    [TestCase("--allow-in 2222", "203.0.113.7 1 10.0.0.1 22", true)]
    [TestCase("--allow-in 22/udp", null, true)]
    [TestCase("--allow-in 22=any-ipv6", "203.0.113.7 1 10.0.0.1 22", true)]
    public void Who_keeps_a_way_in_is_not_told(string option, string? session, bool isTold)
        => Assert.That(
            Run($"generate webhooks --format iptables --default-deny {option}", session).Error.Contains("remote logins", StringComparison.Ordinal),
            Is.EqualTo(isTold));

    [TestCase("generate logs --format iptables --default-deny", "names can be resolved only through the loopback interface")]
    [TestCase("generate logs --format iptables --default-deny --forward --allow-dns", "--forward blocks connections from outside to containers")]
    [TestCase("generate webhooks --format azure-arm --default-deny --deny-with drop", "blocks every other incoming connection, including remote logins\n")]
    public void Reports_what_is_cut_off(string line, string part) => Assert.That(CliRun.Of(line).Error, Does.Contain(part));

    [TestCase("--allow-dns")]
    [TestCase("--dns-server 10.0.0.53")]
    [TestCase("--allow-out 53/udp")]
    [TestCase("--allow-out any")]
    public void A_way_to_resolve_names_is_not_reported(string option)
        => Assert.That(
            CliRun.Of($"generate logs --format iptables --default-deny {option}").Error,
            Is.EqualTo(CliRun.UsingEmbedded));

    private static TestCaseData Case(string options, DefaultDeny deny) => new TestCaseData(options, deny).SetArgDisplayNames(options);

    private static CliRun Run(string line, string? session)
        => CliRun.Of(line.Split(' '), [], name => name == "SSH_CONNECTION" ? session : null);
}
