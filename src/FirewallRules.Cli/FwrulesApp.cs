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

    private static readonly (string Name, Func<Terminal, Command> Create)[] s_verbs =
    [
        (GenerateCommand.Name, GenerateCommand.Create),
        (AgentCommand.Name, AgentCommand.Create),
        (DataKitCommand.Name, DataKitCommand.Create),
        (ProxyCommand.Name, ProxyCommand.Create),
        (PortsCommand.Name, PortsCommand.Create),
        (SectionsCommand.Name, SectionsCommand.Create),
        (SitesCommand.Name, SitesCommand.Create),
        (FetchCommand.Name, FetchCommand.Create),
        (WatchCommand.Name, WatchCommand.Create),
        (DiffCommand.Name, DiffCommand.Create),
        (UpdateCommand.Name, UpdateCommand.Create),
        (AggregateCommand.Name, AggregateCommand.Create),
        (PrivateLinkCommand.Name, PrivateLinkCommand.Create),
    ];

    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var output = new StringWriter();
        var result = Root(args, terminal).Parse(args);
        try
        {
            if (result.Action is ParseErrorAction)
            {
                throw CliException.Usage(string.Join(" ", result.Errors.Select(error => error.Message))
                    + $" See '{string.Join(' ', CommandPath(result))} --help'.");
            }

            // Signals are seen to by Interruption.
            var exitCode = await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output });
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

    private static Command Root(string[] args, Terminal terminal)
    {
        const string description = "Turns Datadog's published IP ranges into firewall rules, compares them, and merges lists of prefixes.";
        var help = new Option<bool>("--help", "-h", "-?", "/h", "/?")
        {
            Description = "Show help and usage information",
            Recursive = true,
            Action = new HelpWithExamples(ExitCodes),
        };

        // Building every verb, and the texts of a RootCommand's own options, would take longer than to merge a small list.
        var verb = Array.Find(s_verbs, verb => args.Length > 0 && verb.Name == args[0]);
        if (verb.Create is not null)
        {
            return new Command("fwrules", description) { help, verb.Create(terminal) };
        }

        var root = new RootCommand(description);
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Insert(0, help);
        foreach (var (_, create) in s_verbs)
        {
            root.Subcommands.Add(create(terminal));
        }

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

    private static Stack<string> CommandPath(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = command.Parent)
        {
            names.Push(command.Command is RootCommand ? "fwrules" : command.Command.Name);
        }

        return names;
    }
}
