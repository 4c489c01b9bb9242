namespace FirewallRules.Tests.Cli;

public class GenerateTests
{
    private static readonly string[] Formats = [.. BuiltInEmitters.All.Select(emitter => emitter.Name)];

    [TestCaseSource(nameof(Formats))]
    public void Writes_what_the_library_writes(string format)
    {
        var ofOneDirection = format == "aws-cli-json" || format.StartsWith("aws-waf-", StringComparison.Ordinal);
        var rules = ofOneDirection ? RuleSet.For(Section.Webhooks) : RuleSet.For(Section.Logs, Section.Webhooks);
        var run = CliRun.Of($"generate {(ofOneDirection ? "" : "logs ")}webhooks --format {format}");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.EqualTo(rules.Emit(BuiltInEmitters.All.Single(emitter => emitter.Name == format))));
        Assert.That(run.Error, Is.EqualTo(CliRun.UsingEmbedded));
    }

    [Test]
    public void Says_that_a_large_template_needs_a_bucket()
    {
        var large = CliRun.Of("generate synthetics --port 443 --port 8443 --port 9443 --format aws-cloudformation --max-rules 1000");

        Assert.That(large.Error, Does.Contain($"the template has {large.Output.Length} bytes, and AWS takes more than 51200 only from S3"));
        Assert.That(CliRun.Of("generate webhooks --format aws-cloudformation").Error, Does.Not.Contain("S3"));
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
            ("logs --format iptables --ipset-threshold 0 --default-deny",
                logs.ToIptables(new IptablesOptions { IpsetThreshold = 0, DefaultDeny = new() })),
            ("logs --format ip6tables-restore --remove", logs.ToIptables(new IptablesOptions { Output = IptablesOutput.RestoreIPv6, Remove = true })),
            ("webhooks --format iptables --port 8443 --port 9000-9001",
                RuleSet.For(Section.Webhooks.OnPort(8443, new PortRange(9000, 9001))).ToIptables()),
            ("logs --format netsh --addresses-per-rule 1 --remove",
                logs.ToWindowsFirewall(new WindowsFirewallOptions { Output = WindowsFirewallOutput.Netsh, AddressesPerRule = 1, Remove = true })),
            ("webhooks synthetics --format aws-waf-terraform --waf-scope cloudfront --name-prefix edge --ipv4-only",
                RuleSet.For(Section.Webhooks, Section.Synthetics).Only(IpFamily.IPv4).ToAwsWaf(
                    new AwsWafOptions { Output = AwsWafOutput.Terraform, Scope = AwsWafScope.CloudFront, NamePrefix = "edge" })),
            ("webhooks --format aws-waf-cli --waf-scope regional", RuleSet.For(Section.Webhooks).ToAwsWaf()),
            ("synthetics --format aws-terraform --max-rules 500", RuleSet.For(Section.Synthetics).ToAwsSecurityGroup(
                new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform, MaxRules = 500 })),
            ("synthetics --format aws-cli --on-overflow prefix-list --prefix-list-size 500 --max-rules 500",
                RuleSet.For(Section.Synthetics).ToAwsSecurityGroup(
                new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, PrefixListSize = 500, MaxRules = 500 })),
            ("webhooks --format azure-bicep --full-nsg --default-deny --deny-with drop --addresses-per-rule 5",
                RuleSet.For(Section.Webhooks).ToAzureNsg(
                new AzureNsgOptions { Output = AzureNsgOutput.Bicep, FullNsg = true, DenyOtherTraffic = true, AddressesPerRule = 5 })),
            ("webhooks synthetics --format iptables --merge-sections",
                RuleSet.For(Section.Webhooks, Section.Synthetics).WithMergedLabels().ToIptables()),
            ("webhooks --format azure-cli --nsg-name My.nsg --first-priority 100 --local-asg web",
                RuleSet.For(Section.Webhooks).ToAzureNsg(
                new AzureNsgOptions { Output = AzureNsgOutput.Cli, NsgName = "My.nsg", FirstPriority = 100, LocalSecurityGroup = "web" })),
            ("webhooks --format azure-terraform --local-address 10.0.0.0/24 10.0.2.0/24 --ipv4-only",
                RuleSet.For(Section.Webhooks).Only(IpFamily.IPv4, allowEmpty: true).ToAzureNsg(
                new AzureNsgOptions { Output = AzureNsgOutput.Terraform, LocalAddresses = AddressSet.Parse("10.0.0.0/24\n10.0.2.0/24") })),
            ("webhooks --format csv --port 8443", RuleSet.For(Section.Webhooks.OnPort(8443)).ToPlainList(new() { Output = PlainListOutput.Csv })),
            ("logs --format lines --ipv6-only", "2600:1f18:24e6:b900::/56\n"),
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
    public void A_cover_is_written_and_all_added_addresses_are_reported()
    {
        var run = CliRun.Of("generate synthetics --format aws-terraform --on-overflow summarize");
        var cover = RuleSet.For(Section.Synthetics).CoverWith(60);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain($"synthetics: {cover.Added[0].Added.CountAddresses()} addresses are allowed that were not requested"));
        Assert.That(run.Error.Split('\n').Count(line => line.StartsWith("fwrules: added ", StringComparison.Ordinal)),
            Is.EqualTo(cover.Added[0].Added.RangeCount));
    }

    [TestCase("generate", 2, "SECTION")]
    [TestCase("generate logs", 2, "--format")]
    [TestCase("generate logs --format pf", 2, "nftables-json")]
    [TestCase("generate logz --format nftables", 2, "did you mean logs?")]
    [TestCase("generate Logs --format nftables", 2, "did you mean logs")]
    [TestCase("generate logs --format nftables --site mars", 2, "expected one of: us1, us3")]
    [TestCase("generate logs --format nftables --site eu2", 2, "eu1")]
    [TestCase("generate logs --format nftables --site eu1", 3, "fwrules fetch --site eu1")]
    [TestCase("generate logs --format nftables --ipv4-only --ipv6-only", 2, "exclude each other")]
    [TestCase("generate webhooks --format nftables --ipv6-only", 3, "--ipv6-only: 'webhooks' has no IPv6 addresses")]
    [TestCase("generate logs --format nftables --table ip/filter", 2, "does not accept IPv6 rules. Use an inet table, or add --ipv4-only.")]
    [TestCase("generate logs --format nftables --table inet/a;b", 2, "--table: 'inet/a;b' is not a table")]
    [TestCase("generate logs --format nftables --default-deny", 2, "requires --mode table")]
    [TestCase("generate logs --format nftables --allow-dns", 2, "--allow-dns requires --default-deny.")]
    [TestCase("generate logs --format nftables --ipset-threshold 5", 2, "it applies to iptables.")]
    [TestCase("generate logs --format iptables --ipset-threshold -1", 2, "--ipset-threshold: '-1' is not a whole number from 0")]
    [TestCase("generate logs --format iptables --mode table", 2, "--mode")]
    [TestCase("generate logs --format lines --name-prefix x", 2, "--name-prefix does not apply to --format lines: a list contains no names.")]
    [TestCase("generate logs --format json --table inet/x", 2, "--table does not apply to --format json")]
    [TestCase("generate logs --format nftables --allow-empty", 2, "--allow-empty does not apply to --format nftables: it applies to lines, json and csv.")]
    [TestCase("agent v7 --format lines", 2, "'ntp' allows any IPv4 address, which a list of prefixes cannot express. Use --format json or csv")]
    [TestCase("generate logs --format ipset --mode include", 2, "--mode sets also to ipset")]
    [TestCase("generate logs --format aws-cli --remove", 2, "take --remove when they are run")]
    [TestCase("generate logs --format windows --default-deny", 2, "--default-deny does not apply to --format windows: it applies to")]
    [TestCase("generate logs --format ufw --default-deny", 2, "run 'ufw default deny outgoing'")]
    [TestCase("generate logs --format ufw --mode table", 2, "--mode table does not apply to --format ufw")]
    [TestCase("generate logs --format firewalld --name-prefix abcdefghijklmn", 2, "write at most 13 characters")]
    [TestCase("generate logs --format firewalld --table inet/x", 2, "--table does not apply to --format firewalld")]
    [TestCase("generate logs --format azure-arm --default-deny", 2, "--deny-with drop")]
    [TestCase(
        "generate logs --format nftables --max-rules 5",
        2,
        "--max-rules does not apply to --format nftables: it applies to the formats for AWS security groups and Azure NSGs.")]
    [TestCase("generate logs --format windows --on-overflow split", 2, "--on-overflow does not apply to --format windows")]
    [TestCase("generate logs --format windows --addresses-per-rule 1001", 2, "--addresses-per-rule: '1001' is not a whole number from 1 to 1000")]
    [TestCase("generate logs --format netsh --prefix-list-size 1", 2, "applies to the formats for AWS security groups")]
    [TestCase("generate logs --format aws-cli --full-nsg", 2, "applies to azure-arm, azure-bicep and azure-terraform")]
    [TestCase("generate logs --format azure-cli --full-nsg", 2, "azure-arm, azure-bicep or azure-terraform")]
    [TestCase("generate agents logs --format azure-arm --merge-sections", 2, "--merge-sections has no effect: azure-arm always merges sections.")]
    [TestCase("generate logs --format aws-cli --on-overflow prefix-list --merge-sections", 2, "--on-overflow prefix-list always merges sections.")]
    [TestCase("generate logs --format azure-arm --on-overflow split", 2, "use --on-overflow fail or summarize")]
    [TestCase("generate logs --format aws-json --on-overflow prefix-list", 2, "use aws-cli, aws-cloudformation or aws-terraform")]
    [TestCase(
        "generate synthetics --format aws-cli --document {v59} --site us1",
        1,
        "IPv4 ingress rules of a security group: 90 are needed, and the limit is 60. Ways out: --on-overflow split (3 groups); "
        + "--on-overflow prefix-list with --max-rules 128, after the quota was raised, because a list counts with its maximum entries; "
        + "--on-overflow summarize (60 prefixes, 1744833 additional addresses).")]
    [TestCase("generate webhooks --format ip6tables-restore --ipv4-only", 2, "--ipv4-only does not apply to this format, which writes IPv6 rules only.")]
    [TestCase("generate synthetics --format aws-cli --max-rules 0", 2, "--max-rules: '0' is not a whole number from 1 to 1000")]
    [TestCase("generate logs --format ipset --mode sets --default-deny", 2, "--mode sets writes sets only")]
    [TestCase("generate logs --format iptables --table inet/x", 2, "--table")]
    [TestCase("generate logs --format nftables --location aws:eu-central-1", 2, "synthetics")]
    [TestCase("generate synthetics --format nftables --location aws:mars-1", 2, "aws:eu-central-1")]
    [TestCase("generate webhooks --format nftables --port 0", 2, "--port: '0' is not a port")]
    [TestCase("generate webhooks --format nftables --port 443/icmp", 2, "is not a port")]
    [TestCase("generate webhooks --format nftables --port 80 --port 53/udp", 2, "must be all TCP or all UDP")]
    [TestCase("generate logs --format nftables --document no-such-file", 3, "'no-such-file' not found")]
    [TestCase("generate logs --format nft", 2, "There is no format 'nft'; did you mean nftables")]
    [TestCase("generate logs --format tf", 2, "expected one of: iptables, ")]
    [TestCase("generate logs --bogus --format nftables", 2, "There is no option '--bogus'.")]
    [TestCase("generate logs --fromat=nftables", 2, "There is no option '--fromat'; did you mean --format?")]
    [TestCase("generate logs --format nftables --name-prefix --bogus", 2, "There is no option '--bogus'.")]
    [TestCase("generate logs --format nftables --name-prefix A_b", 2, "--name-prefix: 'A_b' is not a name prefix")]
    [TestCase("generate logs --format aws-cli --name-prefix sg-a", 2, "not starting with 'sg-'")]
    [TestCase("generate logs --format aws-cli --max-rules 99999999999", 2, "from 1 to 1000")]
    [TestCase("generate logs --format aws-cli --max-rules many", 2, "--max-rules: 'many' is not a whole number")]
    [TestCase("generate logs --format azure-arm --addresses-per-rule 4001", 2, "from 1 to 4000")]
    [TestCase("generate logs --format aws-waf-cli", 2, "'logs' is outgoing traffic, and AWS WAF inspects incoming web requests. Select sections that call")]
    [TestCase("generate webhooks --format aws-waf-cli --waf-scope global", 2, "--waf-scope: There is no scope 'global'")]
    [TestCase("generate webhooks --format aws-waf-cli --remove", 2, "The scripts of aws-cli, aws-waf-cli and azure-cli take --remove when they are run.")]
    [TestCase("generate webhooks --format aws-waf-terraform --max-rules 5", 2, "it applies to the formats for AWS security groups and Azure NSGs.")]
    [TestCase("generate webhooks --format aws-waf-terraform --merge-sections", 2, "has no effect: aws-waf-terraform always merges sections.")]
    [TestCase("generate webhooks --format aws-waf-terraform --default-deny", 2, "--default-deny does not apply to --format aws-waf-terraform")]
    [TestCase("generate webhooks --format aws-waf-terraform --name-prefix 1x", 2, "--name-prefix: '1x' is not a name prefix")]
    [TestCase("generate webhooks --format aws-waf-terraform --ipv6-only", 3, "--ipv6-only: 'webhooks' has no IPv6 addresses.")]
    [TestCase("generate webhooks --format aws-cli --waf-scope regional", 2, "it applies to aws-waf-cli, aws-waf-cloudformation and aws-waf-terraform.")]
    [TestCase("generate logs webhooks --format aws-cli-json", 2, "Write outgoing and incoming sections with separate commands, or use --format aws-json.")]
    [TestCase("generate logs --format aws-cli-json --on-overflow split", 2, "aws-cli-json supports only --on-overflow fail")]
    [TestCase("generate logs --format aws-cli-json --on-overflow summarize", 2, "aws-cli-json supports only --on-overflow fail")]
    [TestCase("generate logs --format aws-cli-json --on-overflow prefix-list", 2, "aws-cli-json cannot create prefix lists")]
    [TestCase(
        "generate synthetics --format aws-cli-json --document {v59} --site us1",
        1,
        "the limit is 60. Ways out: --max-rules 90, after the quota was raised.")]
    [TestCase(
        "generate synthetics --format aws-json --document {v59} --site us1",
        1,
        "the limit is 60. Ways out: --on-overflow split (3 groups); --on-overflow summarize (60 prefixes, 1744833 additional addresses).")]
    [TestCase("generate logs --format azure-ip-groups-arm --remove", 2, "--remove does not apply")]
    [TestCase("generate logs --format azure-ip-groups-arm --nsg-name x", 2, "it applies to the formats for an Azure NSG")]
    [TestCase("generate logs --format azure-ip-groups-arm --default-deny", 2, "--default-deny does not apply")]
    [TestCase("generate logs --format azure-ip-groups-arm --ipv6-only", 2, "this format needs at least one rule")]
    [TestCase("generate logs --format azure-arm --first-priority 99", 2, "from 100 to 4095")]
    [TestCase("generate logs --format aws-cli --first-priority 100", 2, "--first-priority does not apply to --format aws-cli")]
    [TestCase("generate logs --format nftables --nsg-name x", 2, "--nsg-name does not apply to --format nftables")]
    [TestCase("generate logs --format azure-arm --nsg-name a/b", 2, "--nsg-name: 'a/b' is not a name")]
    [TestCase("generate logs --format windows --local-address 10.0.0.0/8", 2, "--local-address does not apply to --format windows")]
    [TestCase("generate logs --format azure-arm --local-address 10.0.0.1/8", 2, "--local-address: ")]
    [TestCase("generate logs --format azure-arm --local-address 0.0.0.0/1 --local-address 128.0.0.0/1", 2, "which is the default")]
    [TestCase(
        "generate logs --format azure-arm --local-address 10.0.0.0/8",
        2,
        "--local-address has no IPv6 prefix, but there are rules for IPv6. Add one, or add --ipv4-only.")]
    [TestCase("generate logs --format azure-arm --local-address 10.0.0.0/8 --local-asg web", 2, "exclude each other")]
    [TestCase("generate logs --format iptables --local-asg web", 2, "--local-asg does not apply to --format iptables")]
    [TestCase(
        "generate synthetics --format azure-arm --addresses-per-rule 1 --first-priority 4090", 1, "a lower --first-priority; a higher --addresses-per-rule")]
    [TestCase("generate logs --format aws-cli --prefix-list-size 5", 2, "requires --on-overflow prefix-list")]
    [TestCase("generate logs --format aws-cli --split-headroom 5", 2, "requires --on-overflow split")]
    [TestCase("generate logs --format aws-cli --on-overflow split --split-headroom 96", 2, "'96' is not a whole number from 0 to 95")]
    [TestCase("generate logs --format netsh --split-headroom 1", 2, "applies to the formats for AWS security groups")]
    [TestCase("generate logs --format nftables --output=", 2, "--output requires a value: --output FILE.")]
    [TestCase("generate logs --format nftables --mirror https://mirror.example/", 2, "--mirror requires --fetch")]
    [TestCase("generate logs --format nftables --timeout 5s", 2, "--timeout requires --fetch")]
    [TestCase("generate logs --format nftables --allow-older", 2, "--allow-older requires --fetch")]
    [TestCase("generate logs --format nftables --offline --timeout 5s", 2, "--timeout requires --fetch")]
    [TestCase("generate logs --format nftables --cache x", 2, "--cache requires --fetch, --offline or --document cache")]
    [TestCase("generate logs --format nftables --document https://127.0.0.1/ --allow-older", 2, "--allow-older does not apply to an address")]
    [TestCase("generate logs --format nftables --port 8443", 2,
        "--port does not apply to section 'logs', whose ports are those of Datadog's servers: 443, 10516")]
    [TestCase("generate logs webhooks --format nftables --port 8443", 2, "--port does not apply to section 'logs'")]
    [TestCase("generate logs --format nftables --direction ingress", 2, "--direction does not apply to section 'logs', whose traffic is always egress")]
    [TestCase("generate webhooks --format nftables --direction egress", 2,
        "--direction does not apply to section 'webhooks', whose traffic is always ingress")]
    [TestCase("generate", 2, "'generate' requires SECTION and --format.")]
    [TestCase("generate logs --format", 2, "--format requires a value: --format FORMAT.")]
    [TestCase("generate logs --format nftables --format iptables", 2, "--format is given 2 times; use it once.")]
    [TestCase("generate logs --format NFTABLES", 2, "There is no format 'NFTABLES'; did you mean nftables?")]
    [TestCase("--format nftables generate logs", 2, "--format is given before 'generate'; write it after that word.")]
    [TestCase("--version sites", 2, "--version does not apply with anything else.")]
    [TestCase("bogus", 2, "There is no command 'bogus'; expected one of: generate, ")]
    [TestCase("proxy --format nftables", 2, "'proxy' requires --to and --port.")]
    [TestCase("watch --exec a --accept-shrink --shrink-threshold 20%", 2, "--accept-shrink and --shrink-threshold exclude each other")]
    [TestCase("watch --exec a --name A_B", 2, "--name: 'A_B' is not a name")]
    [TestCase("genrate logs --format nftables", 2, "There is no command 'genrate'; did you mean generate?")]
    [TestCase("sites extra", 2, "'extra' is one argument too many")]
    [TestCase("", 2, "A command is required: generate, ")]
    public void Refuses_with_a_message(string line, int exitCode, string part)
        => Assert.That(
            CliRun.Of(line.Replace("{v59}", SourceRoot.Combine("tests", "Data", "ip-ranges", "us1-v59.json"))).Refused(exitCode), Does.Contain(part));

    [TestCase("generate webhooks --format nftables --port 0", "--port: '0' is not a port")]
    [TestCase("generate logs --format nftables --location aws:a", "--location applies to section synthetics, which is not selected.")]
    [TestCase("generate logs --format nftables --default-deny", "--default-deny requires --mode table")]
    [TestCase("generate logs --format nftables --document no-such-file", "'no-such-file' not found.")]
    [TestCase("agent v5 --format nftables --kubelet 10.0.0.1", "--kubelet does not apply to Agent v5, which has no such connection.")]
    public void A_refusal_is_the_only_line(string line, string start)
    {
        var error = CliRun.Of(line).Error;

        Assert.That(error, Does.StartWith("fwrules: " + start));
        Assert.That(error.Count(c => c == '\n'), Is.EqualTo(1), error);
    }

    [TestCase("generate", "logs", "--format", "nftables", "--output", " ")]
    [TestCase("generate", "logs", "--format", "nftables", "--document", "")]
    [TestCase("aggregate", "")]
    [TestCase("aggregate", "--stats", "")]
    public void An_empty_name_of_a_file_is_a_usage_error(params string[] args)
        => Assert.That(CliRun.Of(args, []).Refused(2), Does.Contain("file is empty"));

    [TestCase("generate webhooks synthetics --format nftables --port 8443")]
    [TestCase("generate logs --format nftables --direction egress")]
    [TestCase("generate logs --format nftables --mode table --default-deny --allow-dns --remove")]
    public void Applicable_options_are_applied(string line)
        => Assert.That(CliRun.Of(line).ExitCode, Is.Zero, CliRun.Of(line).Error);

    [TestCase("lines", "")]
    [TestCase("json", "[]\n")]
    [TestCase("csv", "direction,protocol,ports,family,prefix,sections,sources\n")]
    public void An_empty_list_is_written_only_on_request(string format, string expected)
    {
        const string Empty = """{"version":1,"logs":{"prefixes_ipv4":[]}}""";
        var line = $"generate logs --site us1 --document - --format {format}";

        Assert.That(
            CliRun.Of(line, Empty).Refused(3),
            Is.EqualTo("fwrules: The rules allow no address, so the list would be empty, which some programs take for 'everything'. Select sections "
                + "that have addresses, or add --allow-empty to write it."));
        Assert.That(CliRun.Of(line + " --allow-empty", Empty), Has.Property("ExitCode").Zero.And.Property("Output").EqualTo(expected));
    }

    [Test]
    public void An_update_of_a_list_is_the_complete_list()
    {
        using var folder = new TemporaryFolder();
        var (old, updated) = (
            folder.Write("old.json", """{"version":1,"logs":{"prefixes_ipv4":["192.0.2.0/25"]}}"""),
            folder.Write("new.json", """{"version":2,"logs":{"prefixes_ipv4":["192.0.2.0/25","198.51.100.0/24"]}}"""));

        Assert.That(CliRun.Of($"update {old} {updated} logs --format lines").Output, Is.EqualTo("192.0.2.0/25\n198.51.100.0/24\n"));
    }

    [Test]
    public void A_value_after_an_equals_sign_can_start_with_a_hyphen()
        => Assert.That(CliRun.Of("generate logs --format nftables --document=--x").Refused(3), Does.Contain("'--x' not found"));

    [Test]
    public void An_argument_after_two_hyphens_can_start_with_a_hyphen()
        => Assert.That(CliRun.Of("aggregate -- --x").Refused(3), Does.Contain("'--x' not found"));
}
