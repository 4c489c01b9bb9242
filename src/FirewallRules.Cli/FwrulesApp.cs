using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using FirewallRules.Cli.Commands;
using FirewallRules.Client;
using FirewallRules.IpRanges;
using FirewallRules.Networks;

namespace FirewallRules.Cli;

/// <summary>The command line: verbs, help, and the one place where failures become a sentence and an exit code.</summary>
internal static class FwrulesApp
{
    private const string ExitCodes =
        """
        Exit codes:
          0    done
          1    differences were found, or a limit was met
          2    the command line is wrong
          3    a document, a list, or reading and writing it failed
          130  interrupted
        """;

    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var output = new StringWriter();
        var result = Root(terminal).Parse(args);
        try
        {
            if (result.Action is ParseErrorAction)
            {
                throw CliException.Usage(string.Join(" ", result.Errors.Select(error => error.Message))
                    + $" See '{string.Join(' ', CommandPath(result))} --help'.");
            }

            // Signals are seen to by Interruption.
            var exitCode = await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = terminal.Error });
            if (output.ToString() is { Length: > 0 } help)
            {
                OutputFile.Write(null, terminal, stream => stream.Write(Encoding.UTF8.GetBytes(help.ReplaceLineEndings("\n"))));
            }

            return exitCode;
        }
        catch (Exception e) when (Explain(e) is { } failure)
        {
            terminal.Notice(failure.Message);
            return failure.ExitCode;
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Turns Datadog's published IP ranges into firewall rules, compares them, and merges lists of prefixes.")
        {
            GenerateCommand.Create(terminal),
            AgentCommand.Create(terminal),
            DataKitCommand.Create(terminal),
            ProxyCommand.Create(terminal),
            PortsCommand.Create(terminal),
            SectionsCommand.Create(terminal),
            SitesCommand.Create(terminal),
            FetchCommand.Create(terminal),
            WatchCommand.Create(terminal),
            DiffCommand.Create(terminal),
            UpdateCommand.Create(terminal),
            AggregateCommand.Create(terminal),
            PrivateLinkCommand.Create(terminal),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, ExitCodes);
        return root;
    }

    private static CliException? Explain(Exception e) => e switch
    {
        CliException known => known,
        IpRangesFormatException or CidrFormatException or KeyNotFoundException or NotSupportedException => CliException.Input(e.Message, e),
        IpRangesClientException failure => CliException.Input(ClientFailure.Describe(failure), e),
        IOException or UnauthorizedAccessException => CliException.Input(e.Message, e),
        _ => null,
    };

    private static IEnumerable<string> CommandPath(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return names.Prepend("fwrules");
    }
}
