using System.CommandLine;

namespace FirewallRules.Cli.Output;

/// <summary>The options and the output that the commands for catalogues share.</summary>
internal sealed class CatalogOutput(Terminal terminal, string namePrefix = "datadog")
{
    private readonly OutputOption _output = new();
    private readonly FormatOptions _format = new(namePrefix);
    private readonly FamilyOptions _families = new();

    public void AddFormatTo(Command command) => _format.AddFormatTo(command);

    public void AddTo(Command command)
    {
        command.Options.Add(_output);
        _families.AddTo(command);
        _format.AddTo(command, canRemove: true);
    }

    public IRuleEmitter ReadEmitter(ParseResult result) => _format.ReadEmitter(result);

    /// <summary>Whether the output removes the rules.</summary>
    public bool ReadRemove(ParseResult result) => _format.ReadRemove(result);

    /// <exception cref="CliException">The name of the output file is empty.</exception>
    public void Check(ParseResult result) => _ = _output.Read(result);

    /// <summary>Writes the rules, and reports what has no addresses and what a default deny includes.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="emitter">The emitter.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="withoutInbound">How to leave the inbound rules out, where that is possible.</param>
    public int Write(ParseResult result, IRuleEmitter emitter, RuleSet rules, string? withoutInbound = null)
    {
        rules = _format.Merge(result, _families.Narrow(result, rules, allowEmpty: ReadRemove(result)));
        _format.Report(result, rules, terminal, withoutInbound);
        RuleOutput.Write(_output.Read(result), terminal, emitter, rules, writer => rules.Emit(emitter, writer));
        return ExitCode.Ok;
    }
}
