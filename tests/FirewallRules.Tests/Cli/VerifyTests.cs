using System.Text.Json.Nodes;
using FirewallRules.Cli;
using FirewallRules.Tests.IpRanges;
using FirewallRules.Tests.Verification;

namespace FirewallRules.Tests.Cli;

public sealed class VerifyTests : IDisposable
{
    private const string Jump =
        """
        ,{"chain":{"family":"inet","table":"filter","name":"output","type":"filter","hook":"output","prio":0,"policy":"accept"}},
        {"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"jump":{"target":"datadog_egress"}}]}}
        ]}
        """;

    private readonly TemporaryFolder _folder = new();

    [Test]
    public void What_generate_writes_is_equal()
    {
        var run = CliRun.Of("verify logs --format nftables --live -", Live(CliRun.Of("generate logs --format nftables-json").Output));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((ExitCode.Ok, "equal: the live rules allow exactly what they should\n")), run.Error);
    }

    [Test]
    public void A_difference_is_named_with_its_addresses()
    {
        var live = Live(CliRun.Of("generate logs --format nftables-json").Output.Replace("3.233.144.0", "3.233.128.0", StringComparison.Ordinal));
        var run = CliRun.Of("verify logs --format nftables --live -", live);

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Different), run.Error);
        Assert.That(run.Output, Is.EqualTo(
            """
            missing: egress tcp 443, 10516 to 3.233.144.0/20 (1 prefix, 4096 addresses)
            extra: egress tcp 443, 10516 to 3.233.128.0/20 (1 prefix, 4096 addresses)
            drift: 1 missing, 1 extra

            """));
    }

    [Test]
    public void What_overrides_and_what_has_no_model_is_named_with_its_rule()
    {
        const string Drop = """
            ,{"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},
            "right":{"prefix":{"addr":"3.233.145.0","len":24}}}},{"drop":null}]}}
            """;
        var live = Live(CliRun.Of("generate logs --format nftables-json").Output);
        var early = live.Replace(""",{"family":"inet","table":"filter","chain":"output","expr":[{"jump""", """,{"family":"inet"}""", StringComparison.Ordinal);
        var dropped = CliRun.Of("verify logs --format nftables --live -", early.Replace(
            """{"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"jump""",
            $$$"""{{{Drop[1..]}}},{"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"jump""",
            StringComparison.Ordinal));
        var unknown = CliRun.Of("verify logs --format nftables --live -", live.Replace(
            """{"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"jump""",
            """
            {"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"match":{"op":"==","left":{"meta":{"key":"skuid"}},"right":7}},{"drop":null}]}},
            {"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"jump
            """.TrimEnd(),
            StringComparison.Ordinal));

        Assert.That(dropped.ExitCode, Is.EqualTo(ExitCode.Different), dropped.Error);
        Assert.That(dropped.Output, Is.EqualTo(
            """
            overridden: egress tcp 443, 10516 to 3.233.145.0/24 (1 prefix, 256 addresses)
                by inet filter output: ip daddr 3.233.145.0/24 drop
            drift: 1 overridden

            """));
        Assert.That(unknown.ExitCode, Is.EqualTo(ExitCode.Unknown), unknown.Error);
        Assert.That(unknown.Output, Does.Contain("    because of inet filter output: skuid 7 drop\n").And.EndWith("unknown: 2 unknown\n"));
    }

    [Test]
    public void The_document_that_the_rules_were_made_from_is_named()
    {
        var file = _folder.Write("v59.json", RealDocuments.Parse(59).ToJson());
        var live = Live(CliRun.Of($"generate webhooks --format nftables-json --document {file} --site us1").Output)
            .Replace("\"output\"", "\"input\"", StringComparison.Ordinal).Replace("datadog_egress\"}}]", "datadog_ingress\"}}]", StringComparison.Ordinal);
        var run = CliRun.Of("verify webhooks --format nftables --live -", live);
        var json = CliRun.Of("verify webhooks --format nftables --live - --json", live);

        Assert.That(run.Output, Does.EndWith($"the live rules are those of {IpRangesSnapshot.Us1WithLocations}\n"), run.Error);
        Assert.That((string?)JsonNode.Parse(json.Output)!["liveIs"], Is.EqualTo("us1 v59 2024-10-17"));
        Assert.That((string?)JsonNode.Parse(json.Output)!["findings"]![0]!["kind"], Is.EqualTo("missing"));
        Assert.That(json.ExitCode, Is.EqualTo(ExitCode.Different));
    }

    [Test]
    public void Help_of_a_subcommand_is_about_comparing()
    {
        var help = CliRun.Of("verify agent --help").Output;

        Assert.That(help, Does.Contain("Compare the rules that a firewall has with the rules for a host with the Datadog Agent"));
        Assert.That(help, Does.Contain("  fwrules verify agent v7 ").And.Not.Contain("Write firewall rules").And.Not.Contain("  fwrules agent v7"));
    }

    [Test]
    [Platform("Linux")]
    public void A_pipe_in_a_folder_of_documents_is_refused_at_once()
    {
        using (var make = System.Diagnostics.Process.Start("mkfifo", [_folder["x.json"]]))
        {
            make.WaitForExit();
        }

        Assert.That(
            CliRun.Of($"diff --history {_folder.Root}").Refused(ExitCode.Input), Does.EndWith("/x.json' is a pipe or device, not a file."));
    }

    [TestCase("agent v7", "agent v7")]
    [TestCase("proxy --to 10.1.2.3 --port 3128", "proxy --to 10.1.2.3 --port 3128")]
    [TestCase("privatelink rules --vpc-cidr 10.0.0.0/16", "privatelink --vpc-cidr 10.0.0.0/16")]
    [TestCase("datakit statsd --from 10.0.0.0/8", "datakit statsd --from 10.0.0.0/8")]
    public void Rules_of_catalogues_are_verified_too(string generate, string verify)
    {
        var live = CliRun.Of($"{generate} --format nftables-json --mode table --default-deny").Output;
        var run = CliRun.Of($"verify {verify} --format nftables --mode table --default-deny --live -", live);

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
    }

    [Test]
    public void Listings_of_clouds_and_Windows_are_read()
    {
        var rules = RuleSet.For(Section.Logs);
        var aws = Ec2Listing.Of(new AwsSecurityGroupEmitter(), rules);
        var azure = NsgListing.Of(rules, new AzureNsgOptions());
        var windows = WindowsListing.Of(rules, new WindowsFirewallOptions());

        Assert.That(CliRun.Of("verify logs --format aws-cli --live -", aws.ToJson()).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("verify logs --format azure-cli --live -", azure.ToJson()).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("verify logs --format windows --live -", windows.ToJson()).ExitCode, Is.Zero);
        aws.Rules.RemoveAll(rule => rule.Remote == "3.233.144.0/20");
        Assert.That(
            CliRun.Of("verify logs --format aws-terraform --live -", aws.ToJson()).Output,
            Does.StartWith("missing: egress tcp 443, 10516 to 3.233.144.0/20 (1 prefix, 4096 addresses)\n"));
    }

    [TestCase("nftables", "nft -j list ruleset >ruleset.json\nnft list ruleset >ruleset.txt\niptables-save >iptables.txt\n")]
    [TestCase("ipset", "iptables-save >iptables.txt\nip6tables-save >ip6tables.txt\nipset save >ipset.txt\n")]
    [TestCase("aws-cloudformation", "#!/bin/sh\n# Prints security groups")]
    [TestCase("azure-bicep", "az network nsg show ")]
    [TestCase("netsh", "& {\n    Set-StrictMode -Off\n")]
    public void The_commands_that_list_a_live_state_are_printed(string format, string start)
    {
        var run = CliRun.Of($"verify --live-command --format {format}");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.StartWith(start).And.EndWith("\n"));
    }

    [TestCase("verify --live-command", 2, "--live-command needs --format")]
    [TestCase("verify --live-command --format ufw", 2, "--live-command does not apply to --format ufw")]
    [TestCase("verify logs --format aws-cli --live system", 2, "--live system does not apply to --format aws-cli: name a file instead")]
    public void Commands_that_do_not_exist_are_refused(string line, int exitCode, string sentence)
        => Assert.That(CliRun.Of(line).Refused(exitCode), Does.Contain(sentence));

    [TestCase("verify logs --format iptables --live -", "# Generated by iptables-save v1.8.9\n*filter\nCOMMIT\n", 3, "add the output of ip6tables-save")]
    [TestCase("verify logs --format aws-cli --live -", "{\"SecurityGroups\":3}", 3, "The live state cannot be read: This is not ")]
    [TestCase("verify logs --format windows --live -", "{\"SecurityGroups\":[]}", 3, "The live state cannot be read: This is not ")]
    [TestCase("verify logs --format azure-cli --live -", "*filter", 3, "--live: the output of 'az network nsg show' is needed")]
    [TestCase("verify logs --format nftables --live -", "", 3, "standard input is empty: has the program that wrote it failed?")]
    [TestCase("verify logs --format nftables --live -", "garbage", 3, "standard input is none of the listings that can be read")]
    [TestCase("verify logs --format nftables --live -", "{\"nftables\":", 3, "This is not the output of 'nft -j list ruleset'")]
    [TestCase("verify logs --format nftables --live -", "{}", 3, "it has no array 'nftables'")]
    [TestCase("verify logs --format iptables --live -", "*filter\nCOMMIT\n", 3, "does not say whether it is of iptables-save or ip6tables-save")]
    [TestCase("verify logs --format iptables --live -", "{\"nftables\":[]}", 3, "the output of iptables-save or ip6tables-save is needed")]
    [TestCase("verify logs --format nftables --live no-such-file", "", 3, "'no-such-file' not found")]
    [TestCase("verify logs --format nftables --live - --live -", "", 2, "Standard input can be read only once")]
    [TestCase("verify logs --format nftables --live system --live -", "", 2, "'system' and files exclude each other")]
    [TestCase("verify logs --format aws-waf-cli --live -", "", 2, "cannot be verified")]
    [TestCase("verify logs --format nftables", "", 2, "--live")]
    [TestCase("verify logs --format nftables --live - --history no-such-folder", "{\"nftables\":[]}", 3, "there is no folder 'no-such-folder'")]
    public void Anything_else_is_refused_in_one_sentence(string line, string input, int exitCode, string sentence)
        => Assert.That(CliRun.Of(line, input).Refused(exitCode), Does.Contain(sentence));

    [Test]
    public void An_update_is_not_built_on_other_rules()
    {
        var (old, updated) = (_folder.Write("old.json", RealDocuments.Parse(47).ToJson()), _folder.Write("new.json", RealDocuments.Parse(59).ToJson()));
        var live = CliRun.Of($"generate webhooks --format nftables-json --mode table --document {old} --site us1").Output;
        var command = $"update {old} {updated} webhooks --format nftables --mode table --site us1 --accept-shrink --live -";
        var same = CliRun.Of(command, live);
        var other = CliRun.Of(command, live.Replace("44.192.28.0", "44.192.29.0", StringComparison.Ordinal));

        Assert.That(same.Output, Does.Contain("# Update from: us1 version 47"), same.Error);
        Assert.That(other.Refused(ExitCode.Limit), Does.Contain("The live rules are not those of the old document"));
        Assert.That(other.Error, Does.Contain("missing: ingress tcp 443 from 44.192.28.0/25").And.Contain("extra: ingress tcp 443 from 44.192.29.0/25"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Live(string written) => written.TrimEnd()[..^2].TrimEnd() + Jump;
}
