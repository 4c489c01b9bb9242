using System.CommandLine;

namespace FirewallRules.Cli.Output;

/// <summary>The options and the writing that the commands for catalogues share.</summary>
internal sealed class CatalogOutput(Terminal terminal, string namePrefix = "datadog")
{
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write to a file, whole or not at all, instead of standard output." };
    private readonly FormatOptions _format = new(namePrefix);
    private readonly FamilyOptions _families = new();

    public void AddFormatTo(Command command) => _format.AddFormatTo(command);

    public void AddTo(Command command)
    {
        command.Options.Add(_output);
        _families.AddTo(command);
        _format.AddTo(command, canRemove: true);
    }

    public IRuleEmitter ReadEmitter(ParseResult result) => _format.ReadEmitter(result, terminal);

    /// <summary>Writes the rules, and says what has no address and what a default deny means.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="emitter">The emitter.</param>
    /// <param name="make">Makes the rules.</param>
    /// <param name="wayOut">How to leave the inbound direction out, where that can be done.</param>
    public int Write(ParseResult result, IRuleEmitter emitter, Func<RuleSet> make, string? wayOut = null)
    {
        var rules = _families.Narrow(result, Make(make));
        foreach (var label in rules.EmptyLabels)
        {
            terminal.Notice($"{label} has no address, and nothing is rendered for it");
        }

        if (_format.ReadDenies(result) && rules.Rules.Any(rule => rule.Direction == Direction.Ingress))
        {
            terminal.Notice("--default-deny refuses every other incoming connection too, remote logins included" + (wayOut is null ? "" : $"; {wayOut}"));
        }

        RuleOutput.Write(result.GetValue(_output), terminal, emitter, rules, writer => rules.Emit(emitter, writer));
        return ExitCode.Ok;
    }

    private static RuleSet Make(Func<RuleSet> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(e);
        }
    }
}
