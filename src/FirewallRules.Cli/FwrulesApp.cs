using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using FirewallRules.Cli.FastPath;

namespace FirewallRules.Cli;

/// <summary>The command line: commands, help, and the one place where failures become a sentence and an exit code.</summary>
internal static class FwrulesApp
{
    private const string ExitCodes =
        """
        Exit codes:
          0    success
          1    differences were found, a limit was exceeded, or a document was refused because it changes too much
          2    the command line is wrong
          3    a document or list is invalid, or cannot be fetched, read or written
          4    a live state cannot be judged, because a condition without a model applies to some of the addresses
          70   internal error: a bug in fwrules, please report it
          130  interrupted
        """;

    private static readonly Verb[] s_verbs =
    [
        new(GenerateCommand.Name, GenerateCommand.Create),
        new(AgentCommand.Name, terminal => AgentCommand.Create(terminal)),
        new(DataKitCommand.Name, terminal => DataKitCommand.Create(terminal)),
        new(ProxyCommand.Name, terminal => ProxyCommand.Create(terminal)),
        new(PortsCommand.Name, PortsCommand.Create),
        new(SectionsCommand.Name, SectionsCommand.Create),
        new(SitesCommand.Name, SitesCommand.Create),
        new(FetchCommand.Name, FetchCommand.Create),
        new(VerifyCommand.Name, VerifyCommand.Create),
        new(ApplyCommand.Name, ApplyCommand.Create),
        new(ConfirmCommand.Name, ConfirmCommand.Create),
        new(WhichCommand.Name, WhichCommand.Create),
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
            return PlainMerge.Fits(args) ? PlainMerge.Run(args, terminal) : Invoke(args, terminal);
        }
        catch (Exception e)
        {
            var failure = Failure.Explain(e);
            terminal.Error(failure.Message);
            return failure.ExitCode;
        }
    }

    private static int Invoke(string[] args, Terminal terminal)
    {
        var log = new LogOptions();
        var root = Root(args, terminal);
        log.AddTo(root);
        var result = root.Parse(args);
        terminal.Level = log.Read(result) ?? terminal.Level;
        CommandLineErrors.Refuse(result, args);

        // Interruption handles signals.
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
        const string description = "Turn Datadog's published IP ranges into firewall rules, compare them, and merge lists of prefixes.";
        var help = new Option<bool>("--help", "-h", "-?", "/h", "/?")
        {
            Description = "Show help and usage information.",
            Recursive = true,
            Action = new HelpWithExamples(ExitCodes),
        };

        // Creating every command, and the texts of a RootCommand's own options, would take longer than merging a small list.
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

    private sealed record Verb(string Name, Func<Terminal, Command> Create);
}
