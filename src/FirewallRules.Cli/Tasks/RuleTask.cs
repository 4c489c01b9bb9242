using System.CommandLine;

namespace FirewallRules.Cli.Tasks;

/// <summary>What a command does with the rules that its command line selects, and the options for that.</summary>
/// <param name="terminal">The standard streams.</param>
/// <param name="namePrefix">The default of <c>--name-prefix</c>.</param>
internal abstract class RuleTask(Terminal terminal, string namePrefix = "datadog")
{
    private readonly FamilyOptions _families = new();

    /// <summary>Whether rules of one family can be selected.</summary>
    public bool OffersFamilies { get; init; } = true;

    /// <summary>What a command does with this task, as a sentence without its end.</summary>
    /// <param name="rules">Which rules, such as <c>rules for a host with DataKit</c>.</param>
    public virtual string Describe(string rules) => $"Write firewall {rules}";

    /// <summary>The examples of a command with this task.</summary>
    /// <param name="writing">Those of the command that writes the rules.</param>
    public virtual string ExamplesFor(string writing) => writing;

    /// <summary>Whether the names of sections and rules suffice, because the task removes rules.</summary>
    public virtual bool ReadRemove(ParseResult result) => false;

    protected Terminal Terminal { get; } = terminal;

    protected FormatOptions Format { get; } = new(namePrefix);

    public void AddFormatTo(Command command) => Format.AddFormatTo(command);

    /// <summary>Adds the options of the task, except the format.</summary>
    public virtual void AddTo(Command command)
    {
        if (OffersFamilies)
        {
            _families.AddTo(command);
        }

        Format.AddTo(command, CanRemove);
    }

    /// <summary>Reads the options of the task, so that a wrong command line is refused before anything is read or fetched.</summary>
    /// <exception cref="CliException">An option does not apply, or its value is invalid.</exception>
    public abstract void Check(ParseResult result);

    /// <summary>Does the task.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="job">The rules.</param>
    /// <param name="cancellationToken">Ends the task.</param>
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(ParseResult result, RuleJob job, CancellationToken cancellationToken);

    protected virtual bool CanRemove => false;

    /// <summary>The rules for the selected families, with merged sections if that was requested.</summary>
    protected RuleSet Shape(ParseResult result, RuleSet rules)
        => Format.Merge(result, _families.Narrow(result, rules, allowEmpty: ReadRemove(result)));
}
