using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Lists the catalogues of ports.</summary>
internal sealed class PortsCommand
{
    public const string Name = "ports";

    public const string Examples =
        """
        fwrules ports agent v7
        fwrules ports agent --json
        fwrules ports datakit
        """;

    private static readonly string[] Catalogs = [AgentCommand.Name, DataKitCommand.Name];

    private readonly Argument<string> _catalog = new("CATALOG") { HelpName = "CATALOG", Description = "The catalog: agent or datakit." };
    private readonly Argument<string?> _version = new("VERSION")
    {
        HelpName = "VERSION",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The version of the Agent: v7, v6 or v5 (default: all).",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON, including the source of each row." };
    private readonly Terminal _terminal;

    private PortsCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new PortsCommand(terminal);
        var command = new VerbCommand(
            Name, "List the ports of the Datadog Agent or of DataKit, with their direction, default state and documentation.", Examples);
        verb._catalog.CompletionSources.Add(Catalogs);
        verb._version.CompletionSources.Add([.. AgentVersion.Known.Select(version => version.Key)]);
        command.Arguments.Add(verb._catalog);
        command.Arguments.Add(verb._version);
        command.Options.Add(verb._json);
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var (catalog, version, json) = (result.GetRequiredValue(_catalog), result.GetValue(_version), result.GetValue(_json));
        switch (catalog)
        {
            case AgentCommand.Name:
                IReadOnlyList<AgentVersion> versions = version is null ? AgentVersion.Known : [AgentCommand.ReadVersion(version)];
                Table.Write(
                    _terminal,
                    json ? new TableJson<AgentPortRow>(CliJsonContext.Default.AgentPortRowArray) : null,
                    AgentPortRow.Titles,
                    [.. versions.SelectMany(one => one.Ports, AgentPortRow.Of)],
                    row => row.Cells);
                return ExitCode.Ok;
            case DataKitCommand.Name when version is null:
                Table.Write(
                    _terminal,
                    json ? new TableJson<DataKitPortRow>(CliJsonContext.Default.DataKitPortRowArray) : null,
                    DataKitPortRow.Titles,
                    [.. DataKitInput.Known.SelectMany(input => input.Protocols, DataKitPortRow.Of)],
                    row => row.Cells);
                return ExitCode.Ok;
            case DataKitCommand.Name:
                throw CliException.Usage($"'{version}' does not apply to datakit, whose ports do not depend on a version.");
            default:
                throw CliException.Usage(Nearest.Describe("catalog", catalog, Catalogs));
        }
    }
}
