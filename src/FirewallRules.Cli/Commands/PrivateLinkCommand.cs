using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes what connects to Datadog over AWS PrivateLink; its subcommands list the services, and write checks and firewall rules.</summary>
internal sealed class PrivateLinkCommand
{
    public const string Name = "privatelink";

    public const string Examples =
        """
        fwrules privatelink metrics traces --vpc-cidr 10.0.0.0/16 --format terraform
        fwrules privatelink --all --site ap1 --vpc-cidr 10.0.0.0/16 --format cloudformation --output endpoints.json
        fwrules privatelink logs-agent --topology cross-region --vpc-cidr 10.8.0.0/16 --vpc-cidr 100.64.0.0/16 --format aws-cli
        fwrules privatelink metrics --topology peering --vpc-cidr 10.9.0.0/16 --agent-vpc vpc-0123456789abcdef0@eu-west-1 --format terraform
        fwrules privatelink logs-agent --topology peering --format datadog-yaml
        fwrules privatelink services --site uk1
        fwrules privatelink verify metrics traces --vpc-cidr 10.0.0.0/16 --output verify.sh
        fwrules privatelink rules --vpc-cidr 10.0.0.0/16 --format nftables
        """;

    private readonly WordOption _format = new(
        "--format",
        "format",
        "The format of the output: cloudformation, terraform or aws-cli, or for the Agent settings datadog-yaml or env.",
        "cloudformation",
        "terraform",
        "aws-cli",
        "datadog-yaml",
        "env")
    {
        HelpName = "FORMAT",
    };

    private readonly OutputOption _output = new();

    private readonly Option<string[]> _agentVpcs = new("--agent-vpc")
    {
        HelpName = "VPC-ID@REGION",
        Description = "With --topology peering: a VPC of the same account in which Agents run. Can be repeated.",
    };

    private readonly Option<string[]> _authorized = new("--authorize")
    {
        HelpName = "VPC-ID@REGION",
        Description = "With --topology peering, terraform and aws-cli: a VPC of another account in which Agents run. Can be repeated.",
    };

    private readonly Option<bool> _existingGroup = new("--existing-security-group")
    {
        Description = "Add the rules to an existing security group instead of creating one.",
    };

    private readonly NumberOption _maxRules = new(
        "--max-rules", "N", "The maximum number of rules per security group, direction and family (default: 60).");

    private readonly Option<string?> _agentVersion = new("--agent-version")
    {
        HelpName = "VERSION",
        Description = "datadog-yaml, env: the oldest Agent version in use, such as 7.18.",
    };

    private readonly PrivateLinkServiceOptions _services = new();

    private readonly PrivateLinkShapeOptions _shape = new(
        "An IPv4 prefix that can connect to the endpoints: one of the VPC, or with --topology peering one of the Agents' VPCs. "
            + "Can be repeated.");

    private readonly Terminal _terminal;

    private PrivateLinkCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new PrivateLinkCommand(terminal);
        var command = new VerbCommand(
            Name, "Write endpoints, a security group and DNS names for AWS PrivateLink to Datadog, or the Agent settings for it.",
            Examples);
        verb._services.AddTo(command);
        verb._shape.AddTo(command);
        Option[] options =
        [
            verb._format, verb._output, verb._agentVpcs, verb._authorized, verb._existingGroup, verb._maxRules, verb._agentVersion,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Subcommands.Add(PrivateLinkServicesCommand.Create(terminal));
        command.Subcommands.Add(PrivateLinkVerifyCommand.Create(terminal));
        command.Subcommands.Add(PrivateLinkRulesCommand.Create(terminal));
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        // The name of a subcommand may be misspelled.
        var link = _services.IsGiven(result) ? _services.Read(result) : null;
        var format = result.GetValue(_format) ?? throw CliException.Usage($"'{Name}' requires --format. See 'fwrules {Name} --help'.");
        link ??= _services.Read(result);
        var options = format is "datadog-yaml" or "env" ? ReadAgentOptions(result) : ReadEndpointOptions(result, format);
        PrivateLinkText.Write(_output.Read(result), _terminal, () => Render(link, format, options));
        return ExitCode.Ok;
    }

    private PrivateLinkOptions ReadAgentOptions(ParseResult result)
    {
        CliException.UsageIf(_shape.Prefixes.IsGiven(result), "--vpc-cidr does not apply to the formats datadog-yaml and env.");
        foreach (var option in new Option[] { _agentVpcs, _authorized, _existingGroup, _maxRules })
        {
            CliException.UsageIf(
                result.GetResult(option) is { Implicit: false },
                $"{option.Name} does not apply to the formats datadog-yaml and env.");
        }

        return new PrivateLinkOptions { Topology = _shape.ReadTopology(result), AgentVersion = ReadVersion(result.GetValue(_agentVersion)) };
    }

    private PrivateLinkOptions ReadEndpointOptions(ParseResult result, string format)
    {
        CliException.UsageIf(
            result.GetValue(_agentVersion) is not null,
            $"--agent-version does not apply to --format {format}: it applies to datadog-yaml and env.");
        var options = _shape.Read(result) with
        {
            AgentVpcs = ReadVpcs(result, _agentVpcs),
            AuthorizedVpcs = ReadVpcs(result, _authorized),
            ExistingSecurityGroup = result.GetValue(_existingGroup),
        };
        CliException.UsageIf(
            options.Topology != PrivateLinkTopology.Peering && (options.AgentVpcs.Count > 0 || options.AuthorizedVpcs.Count > 0),
            $"{(options.AgentVpcs.Count > 0 ? _agentVpcs : _authorized).Name} requires --topology peering.");
        CliException.UsageIf(
            options.AuthorizedVpcs.Count > 0 && format == "cloudformation",
            "--authorize does not apply to cloudformation, which cannot authorize a VPC of another account: use --format terraform or aws-cli.");
        var both = options.AgentVpcs.Intersect(options.AuthorizedVpcs).FirstOrDefault();
        CliException.UsageIf(both is not null,
            $"{both} is given with --agent-vpc and with --authorize: it is either of the same account or of another one.");
        return _maxRules.Read(result, min: 1, max: 1000) is { } maxRules ? options with { MaxRules = maxRules } : options;
    }

    private static string Render(PrivateLink link, string format, PrivateLinkOptions options) => format switch
    {
        "cloudformation" => link.ToCloudFormation(options),
        "terraform" => link.ToTerraform(options),
        "aws-cli" => link.ToAwsCli(options),
        "datadog-yaml" => link.ToDatadogYaml(options),
        _ => link.ToEnvironment(options),
    };

    private static PrivateLinkVpc[] ReadVpcs(ParseResult result, Option<string[]> option)
        => [.. (result.GetValue(option) ?? []).Select(text => PrivateLinkVpc.TryParse(text, out var vpc)
            ? vpc
            : throw CliException.Usage($"{option.Name}: '{text}' is not a VPC: write its ID and region, such as vpc-0123456789abcdef0@eu-west-1."))];

    private static Version? ReadVersion(string? text)
        => text is null ? null
            : Version.TryParse(text, out var version) ? version
            : throw CliException.Usage($"--agent-version: '{text}' is not a version: write 7.18 or 7.18.1.");
}
