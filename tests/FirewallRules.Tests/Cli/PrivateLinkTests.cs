using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Cli;

public class PrivateLinkTests
{
    private static readonly PrivateLinkOptions Options = new() { VpcPrefixes = Sets.Of("10.0.0.0/16") };

    [Test]
    public void Writes_what_the_library_writes()
    {
        var link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);
        var agent = PrivateLinkVpc.Parse("vpc-0123456789abcdef0@eu-west-1");
        var other = PrivateLinkVpc.Parse("vpc-00000000000000001@ap-south-1");
        (string Line, string Expected)[] cases =
        [
            ("metrics traces --vpc-cidr 10.0.0.0/16 --format cloudformation", link.ToCloudFormation(Options)),
            ("traces metrics --vpc-cidr 10.0.0.0/16 --format cloudformation --existing-security-group",
                link.ToCloudFormation(Options with { ExistingSecurityGroup = true })),
            ("metrics traces --vpc-cidr 10.0.0.0/16 --format terraform --topology cross-region",
                link.ToTerraform(Options with { Topology = PrivateLinkTopology.CrossRegion })),
            ("metrics traces --vpc-cidr 10.0.0.0/16 100.64.0.0/16 --format aws-cli",
                link.ToAwsCli(Options with { VpcPrefixes = Sets.Of("10.0.0.0/16", "100.64.0.0/16") })),
            ($"metrics traces --vpc-cidr 10.0.0.0/16 --format terraform --topology peering --agent-vpc {agent} --authorize {other}",
                link.ToTerraform(Options with { Topology = PrivateLinkTopology.Peering, AgentVpcs = [agent], AuthorizedVpcs = [other] })),
            ("--all --site uk1 --vpc-cidr 10.0.0.0/16 --format terraform", PrivateLink.ForAll(Site.Uk1).ToTerraform(Options)),
            ("logs-agent --format datadog-yaml --agent-version 7.18.1",
                PrivateLink.For(Site.Us1,
                    PrivateLinkService.LogsAgent).ToDatadogYaml(new PrivateLinkOptions { AgentVersion = new Version(7, 18, 1) })),
            ("logs-agent --format env --topology peering",
                PrivateLink.For(Site.Us1,
                    PrivateLinkService.LogsAgent).ToEnvironment(new PrivateLinkOptions { Topology = PrivateLinkTopology.Peering })),
            ("rules --vpc-cidr 10.0.0.0/16 --format nftables --remove",
                RuleSet.ForPrivateLink(Options.VpcPrefixes).ToNftables(new NftablesOptions { Remove = true })),
            ("verify metrics traces --vpc-cidr 10.0.0.0/16", link.ToVerifyScript(Options)),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach (var (line, expected) in cases)
            {
                var run = CliRun.Of("privatelink " + line);
                Assert.That(run.Output, Is.EqualTo(expected), line + run.Error);
                Assert.That(run.ExitCode, Is.Zero);
            }
        }
    }

    [Test]
    public void Services_lists_hosts_and_endpoints()
    {
        var lines = CliRun.Of("privatelink services").Output.Split('\n');

        Assert.That(lines[0], Does.StartWith("SERVICE ").And.Contain("PRIVATE DNS NAME"));
        Assert.That(lines.Single(line => line.StartsWith("traces ", StringComparison.Ordinal)), Does.Contain("trace.agent.datadoghq.com")
            .And.Contain("lime.intake.datadoghq.com").And.EndWith("vpce-svc-0ee865cd1c0a7ba32"));
    }

    [Test]
    public void Services_as_JSON_has_all_host_names_and_sources()
    {
        var rows = JsonNode.Parse(CliRun.Of("privatelink services --site ap2 --json").Output)!.AsArray();
        var profiling = rows.Single(row => (string?)row!["service"] == "profiling")!;

        Assert.That((string)profiling["region"]!, Is.EqualTo("ap-southeast-2"));
        Assert.That(profiling["hostNames"]!.AsArray(), Has.Count.EqualTo(30));
        Assert.That((string)profiling["source"]!, Does.StartWith("Datadog documentation"));
    }

    [TestCase("privatelink --help", "fwrules privatelink metrics traces --vpc-cidr 10.0.0.0/16 --format terraform")]
    [TestCase("privatelink services --help", "fwrules privatelink services --site ap1 --json")]
    [TestCase("privatelink verify --help", "--skip-aws")]
    [TestCase("privatelink rules --help", "--default-deny --allow-dns")]
    [TestCase("--help", "fwrules privatelink metrics")]
    public void Help_has_examples_and_exit_codes(string line, string example)
        => Assert.That(CliRun.Of(line).Output, Does.Contain(example).And.Contain("130  interrupted"));

    [TestCase("privatelink", 2, "'privatelink' requires --format.")]
    [TestCase("privatelink servces", 2, "There is no service 'servces'; did you mean services or traces?")]
    [TestCase("privatelink --format terraform", 2, "Give either services or --all")]
    [TestCase("privatelink metrics --all --vpc-cidr 10.0.0.0/16 --format terraform", 2, "Give either services or --all")]
    [TestCase("privatelink metrics --format terraform", 2, "--vpc-cidr: the endpoints are never open to all addresses")]
    [TestCase("privatelink verify metrics", 2, "--vpc-cidr")]
    [TestCase("privatelink rules --format nftables", 2, "--vpc-cidr")]
    [TestCase("privatelink rules --vpc-cidr 10.0.0.0/16", 2, "--format")]
    [TestCase("privatelink rules --vpc-cidr 0.0.0.0/0 --format nftables", 2, "so it is not a VPC")]
    [TestCase("privatelink rules --vpc-cidr 10.0.0.0/16 2600:1f13::/56 --format nftables", 2,
        "--vpc-cidr: 2600:1f13::/56 is an IPv6 prefix, and the endpoints have only IPv4 addresses")]
    [TestCase("privatelink metrics --vpc-cidr 2600:1f13::/56 --format terraform", 2, "2600:1f13::/56 is an IPv6 prefix")]
    [TestCase("privatelink verify metrics --vpc-cidr 2600:1f13::/56", 2, "2600:1f13::/56 is an IPv6 prefix")]
    [TestCase("privatelink metric trace --vpc-cidr 10.0.0.0/16 --format terraform", 2, "There is no service 'metric'; did you mean metrics?")]
    [TestCase("privatelink gcp-logs --vpc-cidr 10.0.0.0/16 --format terraform", 2,
        "does not offer 'gcp-logs' over PrivateLink. Sites that offer it: ap2, uk1.")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format terraform --site us3", 2, "it offers Azure Private Link (westus2) instead")]
    [TestCase("privatelink nonsense --vpc-cidr 10.0.0.0/16 --format terraform --site eu1", 2,
        "it offers Google Cloud Private Service Connect (europe-west3) instead")]
    [TestCase("privatelink services --site us1-fed", 2, "does not offer AWS PrivateLink. Sites that offer it: us1, ap1, ap2, uk1.")]
    [TestCase("privatelink services --site mars", 2, "expected one of: us1")]
    [TestCase("privatelink services --jsn", 2, "See 'fwrules privatelink services --help'")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format pf", 2, "expected one of: cloudformation, terraform")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --topology star --format terraform", 2, "cross-region")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.1/16 --format terraform", 2, "--vpc-cidr: '10.0.0.1/16' is invalid: bits are set")]
    [TestCase("privatelink metrics --vpc-cidr 0.0.0.0/0 --format terraform", 2, "so it is not a VPC")]
    [TestCase("privatelink metrics --vpc-cidr 0.0.0.0/1 --vpc-cidr 128.0.0.0/1 --format terraform", 2, "so it is not a VPC")]
    [TestCase("privatelink metrics --vpc-cidr $(id) --format terraform", 2, "is invalid")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format terraform --agent-vpc vpc-01234567@eu-west-1", 2,
        "--agent-vpc requires --topology peering")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format terraform --topology peering --agent-vpc vpc-0123;id@eu-west-1", 2,
        "is not a VPC")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format cloudformation --topology peering --authorize vpc-01234567@eu-west-1",
        2, "terraform or aws-cli")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format terraform --max-rules 0", 2,
        "--max-rules: '0' is not a whole number from 1 to 1000")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 10.2.0.0/16 --format terraform --max-rules 1", 1, "2 are needed, and the limit is 1")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format terraform --agent-version 7.18", 2, "--agent-version does not apply to --format terraform")]
    [TestCase("privatelink metrics --format env --vpc-cidr 10.0.0.0/16", 2, "--vpc-cidr does not apply")]
    [TestCase("privatelink metrics --format env --max-rules 5", 2, "--max-rules does not apply")]
    [TestCase("privatelink metrics --format datadog-yaml --existing-security-group", 2, "--existing-security-group does not apply")]
    [TestCase("privatelink metrics --vpc-cidr 10.0.0.0/16 --format terraform --topology peering --agent-vpc vpc-01234567@eu-west-1 "
        + "--authorize vpc-01234567@eu-west-1", 2, "either of the same account or of another one")]
    [TestCase("privatelink --site ap1 services", 2, "--site is given before 'services'")]
    [TestCase("privatelink verfy --format env", 2, "did you mean verify?")]
    [TestCase("privatelink logs-agent --format env --agent-version seven", 2, "is not a version")]
    public void Refuses_with_a_message(string line, int exitCode, string part)
        => Assert.That(CliRun.Of(line).Refused(exitCode), Does.Contain(part));
}
