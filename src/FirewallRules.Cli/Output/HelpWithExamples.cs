using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace FirewallRules.Cli.Output;

/// <summary>The generated help text, followed by examples of the command and the exit codes.</summary>
internal sealed class HelpWithExamples(string exitCodes) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // The parser does not accept arguments of a parent, but the help of a subcommand would show them.
        for (var parent = parseResult.CommandResult.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
        {
            foreach (var argument in parent.Command.Arguments)
            {
                argument.Hidden = true;
            }
        }

        var exitCode = new HelpAction().Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is VerbCommand verb ? verb.Examples
            : string.Join('\n', new[]
            {
                GenerateCommand.Examples, AgentCommand.Examples, DataKitCommand.Examples, PrivateLinkCommand.Examples, SectionsCommand.Examples,
                FetchCommand.Examples, DiffCommand.Examples, UpdateCommand.Examples, AggregateCommand.Examples,
            }.Select(lines => lines.Split('\n')[0]));
        output.WriteLine("Examples:");
        foreach (var line in examples.Split('\n'))
        {
            output.WriteLine("  " + line.TrimEnd('\r'));
        }

        output.WriteLine();
        output.WriteLine(exitCodes);
        return exitCode;
    }
}
