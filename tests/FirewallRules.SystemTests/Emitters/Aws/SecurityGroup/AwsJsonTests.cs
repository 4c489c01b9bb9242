using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>The JSON outputs as input of the real command, with a server that answers as AWS does.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsJsonTests
{
    private const string AllEgress = "egress -1 -1--1: 0.0.0.0/0";

    private static readonly RuleSet s_out = Only(Direction.Egress);
    private static readonly RuleSet s_in = Only(Direction.Ingress);

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
    public void The_input_of_a_call_is_what_the_command_reads()
    {
        var group = _server.NewGroup();
        foreach (var (verb, rules) in new[] { ("authorize-security-group-egress", s_out), ("authorize-security-group-ingress", s_in) })
        {
            var input = Scratch.Write(rules.ToAwsSecurityGroup(new() { Output = AwsSecurityGroupOutput.CliInput }));
            _server.Aws("ec2", verb, "--group-id", group, "--cli-input-json", $"file://{input}");
        }

        Assert.That(GroupState.Of(_server, group).ToString(), Is.EqualTo($"{AllEgress}\n{GroupState.Of(AwsSamples.Old)}"));
    }

    [Test]
    public void The_arrays_of_each_group_are_permissions()
    {
        var json = JsonNode.Parse(AwsSamples.Old.ToAwsSecurityGroup(new() { Output = AwsSecurityGroupOutput.Json }))!;
        var group = _server.NewGroup();
        Authorize(group, json["groups"]![0]!);
        Assert.That(GroupState.Of(_server, group).ToString(), Is.EqualTo($"{AllEgress}\n{GroupState.Of(AwsSamples.Old)}"));

        var emitter = new AwsSecurityGroupEmitter(new() { Output = AwsSecurityGroupOutput.Json });
        var update = JsonNode.Parse(AwsSamples.New.EmitUpdate(AwsSamples.Old, emitter))!;
        Authorize(group, update["authorize"]!);
        Assert.That(GroupState.Of(_server, group).ToString(), Is.EqualTo($"{AllEgress}\n{GroupState.Of(AwsSamples.Old.Combine(AwsSamples.New))}"));

        // Only that the command accepts it: the server compares descriptions when it revokes, and the service does not.
        Authorize(group, update["revoke"]!, "revoke");
    }

    private static RuleSet Only(Direction direction) => RuleSet.Of([.. AwsSamples.Old.Rules.Where(rule => rule.Direction == direction)]);

    private void Authorize(string group, JsonNode directions, string verb = "authorize")
    {
        foreach (var (direction, permissions) in directions.AsObject())
        {
            Assert.That(permissions!.AsArray(), Is.Not.Empty);
            _server.Aws(
                "ec2", $"{verb}-security-group-{direction}", "--group-id", group, "--ip-permissions", $"file://{Scratch.Write(permissions.ToJsonString())}");
        }
    }
}
