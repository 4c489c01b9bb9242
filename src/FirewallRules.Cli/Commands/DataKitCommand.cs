using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the rules for a host with DataKit.</summary>
internal sealed class DataKitCommand
{
    public const string Name = "datakit";

    public const string Examples =
        """
        fwrules datakit statsd opentelemetry --from 10.0.0.0/8 --format windows
        fwrules datakit statsd=9125 beats --from 10.1.0.0/16,10.2.0.0/16 --format nftables
        fwrules datakit --all --from 192.0.2.0/24 --format aws-terraform
        """;

    private readonly Argument<string[]> _inputs = new("INPUT")
    {
        HelpName = "INPUT[=PORT]",
        Arity = ArgumentArity.ZeroOrMore,
        Description = $"Inputs to open, each on its default port or on PORT: {string.Join(", ", DataKitInput.Known)}. See 'fwrules ports datakit'.",
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "Open all inputs except those that listen on localhost only by default; select these by name.",
    };

    private readonly Option<string[]> _from = new("--from")
    {
        HelpName = RemoteArgument.HelpName,
        Description = "The senders: prefixes, addresses or ranges, or 'any'. Can be repeated.",
        Required = true,
    };

    private readonly Terminal _terminal;
    private readonly RuleTask _task;

    private DataKitCommand(Terminal terminal, RuleTask task) => (_terminal, _task) = (terminal, task);

    /// <param name="terminal">The standard streams.</param>
    /// <param name="task">What is done with the rules, with the default name prefix <see cref="Name"/>; null to write them.</param>
    public static Command Create(Terminal terminal, RuleTask? task = null)
    {
        task ??= new WriteRules(terminal, Name);
        var verb = new DataKitCommand(terminal, task);
        var command = new VerbCommand(Name,
            task.Describe("rules for a host with DataKit: which addresses can send to which of its inputs."), task.ExamplesFor(Examples));
        verb._inputs.CompletionSources.Add([.. DataKitInput.Known.Select(input => input.Name)]);
        command.Arguments.Add(verb._inputs);
        command.Options.Add(verb._from);
        command.Options.Add(verb._all);
        verb._task.AddFormatTo(command);
        verb._task.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _task.Check(result);
        var from = RemoteArgument.Read("--from", result.GetRequiredValue(_from));
        var named = (result.GetValue(_inputs) ?? []).Select(Read).ToList();
        if (named.Count == 0 && !result.GetValue(_all))
        {
            throw CliException.Usage($"Select the inputs to open, or add --all: {string.Join(", ", DataKitInput.Known)}.");
        }

        var twice = named.GroupBy(selection => selection.Input).FirstOrDefault(group => group.Count() > 1);
        CliException.UsageIf(twice is not null, $"The input '{twice?.Key}' is given more than once.");

        List<DataKitSelection> others = result.GetValue(_all)
            ? [.. DataKitInput.Known.Where(input => named.TrueForAll(selection => selection.Input != input)).Select(DataKitSelection.FromInput)]
            : [];
        if (!_task.ReadRemove(result))
        {
            NoticeRisks(named, others);
        }

        var rules = RuleSet.ForDataKit(from, [.. named, .. others.Where(selection => !selection.Input.IsLocal)]);
        return _task.RunAsync(result, new RuleJob(rules, Site.Us1), cancellationToken);
    }

    private void NoticeRisks(List<DataKitSelection> named, List<DataKitSelection> others)
    {
        foreach (var input in named.Select(selection => selection.Input).Where(input => input.IsLocal))
        {
            _terminal.Notice($"{input} listens on {input.ListensOn} by default: other hosts reach it only if DataKit is configured for that");
        }

        foreach (var selection in named.Concat(others).Where(selection => selection.Input.IsDisputed && selection.Port == selection.Input.Port))
        {
            _terminal.Notice($"{selection.Input} ({selection.Port}) is documented inconsistently: {selection.Input.Note}");
        }

        if (others.Select(selection => selection.Input).Where(input => input.IsLocal).ToList() is { Count: > 0 } local)
        {
            _terminal.Notice($"--all leaves out inputs that listen on localhost only by default: {string.Join(", ", local)}");
        }
    }

    private static DataKitSelection Read(string text)
    {
        var parts = text.Split('=', 2);
        var input = DataKitInput.TryParse(parts[0], out var known)
            ? known
            : throw CliException.Usage(Nearest.Describe("DataKit input", parts[0], DataKitInput.Known.Select(one => one.Name)));
        return parts.Length == 1 ? input : input.OnPort(PortArgument.Read(text, parts[1]));
    }
}
