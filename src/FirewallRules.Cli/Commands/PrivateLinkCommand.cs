using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes what makes the way to Datadog over AWS PrivateLink; its verbs list the services, and write the checks and the rules.</summary>
internal sealed class PrivateLinkCommand
{
    public const string Name = "privatelink";

    public const string Examples =
        """
        fwrules privatelink metrics traces --vpc-cidr 10.0.0.0/16 --format terraform
        fwrules privatelink --all --site ap1 --vpc-cidr 10.0.0.0/16 --format cloudformation --output endpoints.json
        fwrules privatelink logs-agent --topology cross-region --vpc-cidr 10.8.0.0/16 --vpc-cidr 2600:1f13::/56 --format aws-cli
        fwrules privatelink metrics --topology peering --vpc-cidr 10.9.0.0/16 --agent-vpc vpc-0123456789abcdef0@eu-west-1 --format terraform
        fwrules privatelink logs-agent --topology peering --format datadog-yaml
        fwrules privatelink services --site uk1
        fwrules privatelink verify metrics traces --vpc-cidr 10.0.0.0/16 --output verify.sh
        fwrules privatelink rules --vpc-cidr 10.0.0.0/16 --format nftables
        """;

    private readonly Option<string> _format = new Option<string>("--format")
    {
        HelpName = "FORMAT",
        Description = "cloudformation, terraform, aws-cli; datadog-yaml or env for the settings of the Agent.",
    }
    .AcceptOnlyFromAmong("cloudformation", "terraform", "aws-cli", "datadog-yaml", "env");

    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write to a file, whole or not at all, instead of standard output." };

    private readonly Option<string[]> _agentVpcs = new("--agent-vpc") { HelpName = "VPC-ID@REGION", Description = "peering: a VPC of the same account that Agents run in; may be repeated." };

    private readonly Option<string[]> _authorized = new("--authorize") { HelpName = "VPC-ID@REGION", Description = "peering: a VPC of another account that Agents run in; may be repeated. Not with cloudformation." };

    private readonly Option<bool> _existingGroup = new("--existing-security-group") { Description = "Add the rules to a security group that exists instead of making one." };
    private readonly NumberOption _maxRules = new("--max-rules", "N", "How many rules a security group takes for each direction and family; 60.");
    private readonly Option<string?> _agentVersion = new("--agent-version") { HelpName = "VERSION", Description = "datadog-yaml, env: the version of the oldest Agent, such as 7.18." };
    private readonly PrivateLinkServiceOptions _services = new();
    private readonly PrivateLinkShapeOptions _shape = new("A prefix, IPv4 or IPv6, that may connect to the endpoints: those of the VPC, or with peering of the VPCs of Agents. May be repeated.");
    private readonly Terminal _terminal;

    private PrivateLinkCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new PrivateLinkCommand(terminal);
        var command = new Command(Name, "Writes the endpoints, security group and names that lead to Datadog over AWS PrivateLink, or the Agent's settings for it.");
        verb._services.AddTo(command);
        verb._shape.AddTo(command);
        foreach (var option in new Option[] { verb._format, verb._output, verb._agentVpcs, verb._authorized, verb._existingGroup, verb._maxRules, verb._agentVersion })
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
        if (result.GetValue(_format) is not { } format)
        {
            throw CliException.Usage($"Option '--format' is required. See 'fwrules {Name} --help'.");
        }

        var link = _services.Read(result);
        var forAgent = format is "datadog-yaml" or "env";
        var options = _shape.Read(result, needsPrefixes: !forAgent) with
        {
            AgentVpcs = ReadVpcs(result.GetValue(_agentVpcs)),
            AuthorizedVpcs = ReadVpcs(result.GetValue(_authorized)),
            ExistingSecurityGroup = result.GetValue(_existingGroup),
            AgentVersion = ReadVersion(result.GetValue(_agentVersion)),
        };
        if (options.AgentVersion is not null && !forAgent)
        {
            throw CliException.Usage("--agent-version goes with the formats datadog-yaml and env.");
        }

        PrivateLinkText.Write(result.GetValue(_output), _terminal, () => Render(link, format, WithMaxRules(options, _maxRules.Read(result))));
        return ExitCode.Ok;
    }

    private static string Render(PrivateLink link, string format, PrivateLinkOptions options) => format switch
    {
        "cloudformation" => link.ToCloudFormation(options),
        "terraform" => link.ToTerraform(options),
        "aws-cli" => link.ToAwsCli(options),
        "datadog-yaml" => link.ToDatadogYaml(options),
        _ => link.ToEnvironment(options),
    };

    private static PrivateLinkOptions WithMaxRules(PrivateLinkOptions options, int? maxRules)
    {
        try
        {
            return maxRules is { } given ? options with { MaxRules = given } : options;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw CliException.Usage("--max-rules is 1 to 1000.");
        }
    }

    private static PrivateLinkVpc[] ReadVpcs(string[]? texts)
    {
        try
        {
            return [.. (texts ?? []).Select(PrivateLinkVpc.Parse)];
        }
        catch (FormatException e)
        {
            throw CliException.Usage(e.Message);
        }
    }

    private static Version? ReadVersion(string? text)
        => text is null ? null : Version.TryParse(text, out var version) ? version : throw CliException.Usage($"'{text}' is no version: write it as 7.18 or 7.18.1.");
}
