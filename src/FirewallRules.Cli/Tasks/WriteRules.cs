using System.CommandLine;
using System.Text;

namespace FirewallRules.Cli.Tasks;

/// <summary>Writes the rules, or what removes them, or how they are installed.</summary>
internal sealed class WriteRules(Terminal terminal, string namePrefix = "datadog") : RuleTask(terminal, namePrefix)
{
    private readonly OutputOption _output = new();

    protected override bool CanRemove => true;

    public override bool ReadRemove(ParseResult result) => Format.ReadRemove(result);

    public override void AddTo(Command command)
    {
        command.Options.Add(_output);
        base.AddTo(command);
    }

    public override void Check(ParseResult result)
    {
        _ = Format.ReadEmitter(result);
        _ = _output.Read(result);
    }

    /// <summary>Adds the option that asks for instructions.</summary>
    public void AddExplainInstallTo(Command command) => Format.AddExplainInstallTo(command);

    public override Task<int> RunAsync(ParseResult result, RuleJob job, CancellationToken cancellationToken)
    {
        var (emitter, path, rules) = (Format.ReadEmitter(result), _output.Read(result), Shape(result, job.Rules));
        Format.Report(result, rules, Terminal, job.WithoutInbound);
        if (Format.ReadInstallPlan(result, rules, job.Site) is { } plan)
        {
            CliException.UsageIf(path is not null, "--output does not apply with --explain-install, which writes no rules.");
            OutputFile.Write(null, Terminal, stream => stream.Write(Encoding.UTF8.GetBytes(InstallText.Of(plan))));
            return Task.FromResult(ExitCode.Ok);
        }

        RuleOutput.Write(path, Terminal, emitter, rules, writer => rules.Emit(emitter, writer));
        return Task.FromResult(ExitCode.Ok);
    }
}
