using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using FirewallRules.Cli.Commands.Aggregate;

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

    private static readonly Verb[] s_verbs =
    [
        new(GenerateCommand.Name, GenerateCommand.Create),
        new(AgentCommand.Name, AgentCommand.Create),
        new(DataKitCommand.Name, DataKitCommand.Create),
        new(ProxyCommand.Name, ProxyCommand.Create),
        new(PortsCommand.Name, PortsCommand.Create),
        new(SectionsCommand.Name, SectionsCommand.Create),
        new(SitesCommand.Name, SitesCommand.Create),
        new(FetchCommand.Name, FetchCommand.Create),
        new(WatchCommand.Name, WatchCommand.Create),
        new(DiffCommand.Name, DiffCommand.Create),
        new(UpdateCommand.Name, UpdateCommand.Create),
        new(AggregateCommand.Name, AggregateCommand.Create),
        new(PrivateLinkCommand.Name, PrivateLinkCommand.Create),
    ];

    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            return PlainMerge.Fits(args) ? PlainMerge.Run(args, terminal) : Invoke(Root(args, terminal).Parse(args), terminal);
        }
        catch (Exception e) when (Explain(e) is { } failure)
        {
            terminal.Notice(failure.Message);
            return failure.ExitCode;
        }
    }

    private static int Invoke(ParseResult result, Terminal terminal)
    {
        if (result.Action is ParseErrorAction)
        {
            throw CliException.Usage(string.Join(" ", result.Errors.Select(error => error.Message))
                + $" See '{string.Join(' ', CommandPath(result))} --help'.");
        }

        // Signals are seen to by Interruption.
        var output = new StringWriter();
        var exitCode = result.Invoke(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output });
        if (output.ToString() is { Length: > 0 } help)
        {
            OutputFile.Write(null, terminal, stream => stream.Write(Encoding.UTF8.GetBytes(help.ReplaceLineEndings("\n"))));
        }

        return exitCode;
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
        return Array.Find(s_verbs, verb => args.Length > 0 && verb.Name == args[0]) is { } verb
            ? new Command("fwrules", description) { help, verb.Create(terminal) }
            : WholeTree(description, help, terminal);
    }

    private static RootCommand WholeTree(string description, Option help, Terminal terminal)
    {
        var root = new RootCommand(description);
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Insert(0, help);
        foreach (var verb in s_verbs)
        {
            root.Subcommands.Add(verb.Create(terminal));
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

    private sealed record Verb(string Name, Func<Terminal, Command> Create);
}
