namespace FirewallRules.SystemTests;

/// <summary>The script against a server that answers as AWS does.</summary>
/// <remarks>That server keeps no service region and knows no authorizations; the call with them is looked at instead.</remarks>
[Platform("Unix")]
[Tools]
public sealed class PrivateLinkScriptTests
{
    private static readonly PrivateLink s_link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);

    private MotoServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        Tool.RequireCommands("aws", "moto_server");
        _server = MotoServer.Start();
    }

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    [Test]
    public void In_one_region_it_creates_everything_once_follows_its_input_and_removes_it()
    {
        var network = PrivateLinkNetwork.Make(_server, "us-east-1", dnsHostnames: false);
        var (first, second) = (network.Subnets[0], network.Subnets[1]);
        var options = new PrivateLinkOptions { VpcPrefixes = Samples.Set("10.0.0.0/16 100.64.0.0/16") };
        var script = s_link.ToAwsCli(options);

        var off = _server.RunScript(script, network.Id, first);
        Assert.That(off.ExitCode, Is.EqualTo(1));
        Assert.That(off.Error, Does.Contain("enableDnsHostnames is off; --enable-dns turns it on"));
        Assert.That(State(network), Is.Empty);

        var made = _server.RunScript(script, "--enable-dns", network.Id, first).MustSucceed();
        Assert.That(made.Output, Is.Empty, "it speaks on standard error");
        Assert.That(State(network), Is.EqualTo(PrivateLinkState.Expected(s_link, peering: false, [first], options.VpcPrefixes, [])));

        var again = _server.RunScript(script, network.Id, first).MustSucceed();
        Assert.That(again.Error, Does.Contain("0 rules to add, 0 of ours to revoke").And.Not.Contain("made"), "applying twice equals applying once");
        Assert.That(State(network), Is.EqualTo(PrivateLinkState.Expected(s_link, peering: false, [first], options.VpcPrefixes, [])));

        var changed = options with { VpcPrefixes = Samples.Set("10.0.0.0/17") };
        _server.RunScript(
            PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces, PrivateLinkService.Api).ToAwsCli(changed),
            network.Id,
            second)
            .MustSucceed();
        Assert.That(
            State(network),
            Is.EqualTo(PrivateLinkState.Expected(
                PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces, PrivateLinkService.Api),
                peering: false,
                [second],
                changed.VpcPrefixes,
                [])));

        _server.RunScript(script, "--remove", network.Id).MustSucceed();
        Assert.That(State(network), Is.Empty);
        Assert.That(Groups(network), Has.Length.EqualTo(1), "the VPC's own group stays");
        _server.RunScript(script, "--remove", network.Id).MustSucceed();
    }

    [Test]
    public void With_peering_zones_lead_to_the_endpoints_in_all_VPCs()
    {
        var (network, agents) = (PrivateLinkNetwork.Make(_server, "us-east-1"), PrivateLinkNetwork.Make(_server, "eu-west-1"));
        var options = new PrivateLinkOptions { Topology = PrivateLinkTopology.Peering, VpcPrefixes = Samples.Set("10.9.0.0/16") };
        var link = PrivateLink.For(Site.Us1, PrivateLinkService.Traces);
        var script = link.ToAwsCli(options);
        string[] vpcs = [$"{network.Id}@us-east-1", $"{agents.Id}@eu-west-1"];

        for (var i = 0; i < 2; i++)
        {
            _server.RunScript(script, ["--agent-vpc", vpcs[1], network.Id, .. network.Subnets]).MustSucceed();
            Assert.That(State(network), Is.EqualTo(PrivateLinkState.Expected(link, peering: true, network.Subnets, options.VpcPrefixes, vpcs)));
        }

        _server.Aws(
            "route53", "create-hosted-zone", "--name", "example.org", "--caller-reference", "own",
            "--vpc", $"VPCRegion=us-east-1,VPCId={network.Id}", "--hosted-zone-config", "Comment=own,PrivateZone=true");
        _server.RunScript(script, "--remove", network.Id).MustSucceed();
        Assert.That(State(network), Does.StartWith("zone example.org. ").And.Not.Contain("\n"));
    }

    [Test]
    public void With_an_existing_group_it_changes_only_its_own_rules()
    {
        var network = PrivateLinkNetwork.Make(_server, "us-east-1");
        var group = (string)_server.Aws("ec2", "create-security-group", "--group-name", "own", "--description", "own", "--vpc-id", network.Id)!["GroupId"]!;
        _server.Aws("ec2", "authorize-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "22", "--cidr", "192.0.2.7/32");
        var before = GroupState.Of(_server, group).ToString();
        var script = s_link.ToAwsCli(new PrivateLinkOptions { VpcPrefixes = Samples.Set("10.0.0.0/16"), ExistingSecurityGroup = true });

        Assert.That(_server.RunScript(script, network.Id, network.Subnets[0]).ExitCode, Is.EqualTo(2), "it needs the group");
        _server.RunScript(script, "--security-group", group, network.Id, network.Subnets[0]).MustSucceed();
        Assert.That(
            GroupState.Of(_server, group).ToString(),
            Is.EqualTo($"{before.Split('\n')[0]}\n{before.Split('\n')[1]}\ningress tcp 443-443: 10.0.0.0/16"));

        _server.RunScript(script, "--remove", "--security-group", group, network.Id).MustSucceed();
        Assert.That(GroupState.Of(_server, group).ToString(), Is.EqualTo(before));
        Assert.That(State(network), Is.Empty);
    }

    [Test]
    public void A_foreign_resource_stops_the_script_before_any_change()
    {
        var network = PrivateLinkNetwork.Make(_server, "us-east-1");
        _server.Aws(
            "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", network.Id, "--service-name",
            s_link.Endpoints[1].ServiceName, "--subnet-ids", network.Subnets[0]);
        var before = State(network);

        var refused = _server.RunScript(s_link.ToAwsCli(new PrivateLinkOptions { VpcPrefixes = Samples.Set("10.0.0.0/16") }), network.Id, network.Subnets[0]);

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain(s_link.Endpoints[1].PrivateDnsName).And.Contain("nothing was changed"));
        Assert.That(State(network), Is.EqualTo(before));
        Assert.That(Groups(network), Has.Length.EqualTo(1));
    }

    [Test]
    public void Across_regions_it_names_the_region_of_the_service()
    {
        var network = PrivateLinkNetwork.Make(_server, "eu-west-1");
        var options = new PrivateLinkOptions { Topology = PrivateLinkTopology.CrossRegion, VpcPrefixes = Samples.Set("10.0.0.0/16") };
        var log = Scratch.NewPath();

        RunLogged(log, s_link.ToAwsCli(options), "--region", "eu-west-1", network.Id, network.Subnets[0]).MustSucceed();

        Assert.That(State(network), Is.EqualTo(PrivateLinkState.Expected(s_link, peering: false, [network.Subnets[0]], options.VpcPrefixes, [])));
        Assert.That(
            File.ReadAllLines(log).Where(line => line.StartsWith("ec2 create-vpc-endpoint ", StringComparison.Ordinal)),
            Has.Exactly(2).Items.And.All.Contains(" --private-dns-enabled ").And.All.Contains(" --service-region us-east-1 "));
    }

    [Test]
    public void A_VPC_of_another_account_is_authorized()
    {
        var network = PrivateLinkNetwork.Make(_server, "us-east-1");
        var link = PrivateLink.For(Site.Us1, PrivateLinkService.Traces);
        var script = link.ToAwsCli(new PrivateLinkOptions { Topology = PrivateLinkTopology.Peering, VpcPrefixes = Samples.Set("10.9.0.0/16") });
        var log = Scratch.NewPath();

        var run = RunLogged(log, script, "--authorize", "vpc-0123456789abcdef0@eu-west-1", network.Id, network.Subnets[0]).MustSucceed();

        Assert.That(
            File.ReadAllLines(log).Where(line => line.StartsWith("route53 create-vpc-association-authorization ", StringComparison.Ordinal)),
            Has.Exactly(1).Items.And.All.EndsWith(" --vpc VPCRegion=eu-west-1,VPCId=vpc-0123456789abcdef0"));
        Assert.That(run.Error, Does.Contain("in its account run: aws route53 associate-vpc-with-hosted-zone --hosted-zone-id "));
    }

    [TestCase("")]
    [TestCase("vpc-0123456789abcdef0")]
    [TestCase("subnet-01234567")]
    [TestCase("vpc- subnet-01234567")]
    [TestCase("vpc-01234567 vpc-01234568 subnet-01234567")]
    [TestCase("vpc-01234567 subnet-01234567 subnet-01234567")]
    [TestCase("vpc-01234567;id subnet-01234567")]
    [TestCase("vpc-01234567 subnet-0123456$")]
    [TestCase("--region eu-west-1 vpc-01234567 subnet-01234567")]
    [TestCase("--agent-vpc vpc-01234567@eu-west-1 vpc-01234567 subnet-01234567")]
    [TestCase("--security-group sg-01234567 vpc-01234567 subnet-01234567")]
    [TestCase("--nonsense vpc-01234567 subnet-01234567")]
    public void Invalid_arguments_are_refused(string arguments)
    {
        var script = s_link.ToAwsCli(new PrivateLinkOptions { VpcPrefixes = Samples.Set("10.0.0.0/16") });

        Assert.That(_server.RunScript(script, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ExitCode, Is.EqualTo(2));
    }

    // A command of the same name before the real one in PATH records its arguments, and answers calls that the server does not support.
    private CommandResult RunLogged(string log, string script, params string[] arguments)
    {
        var folder = Scratch.NewFolder();
        Scratch.WriteExecutable(
            Path.Combine(folder, "aws"),
            $"#!/bin/sh\necho \"$*\" >>'{log}'\ncase $* in *create-vpc-association-authorization*) exit 0 ;; esac\nexec '{AwsCommand.Path}' \"$@\"\n");
        return Shell.Run(
            "env",
            [$"PATH={folder}:{Tool.SearchPath}", "sh", Scratch.Write(script), .. arguments],
            environment: _server.Environment,
            timeout: TimeSpan.FromMinutes(10));
    }

    private string State(PrivateLinkNetwork network) => PrivateLinkState.Read(_server, network);

    private string[] Groups(PrivateLinkNetwork network)
        => [.. _server.Aws("ec2", "describe-security-groups", "--filters", $"Name=vpc-id,Values={network.Id}")!["SecurityGroups"]!.AsArray()
            .Select(group => (string)group!["GroupId"]!)];
}
