using System.CommandLine;
using System.Text;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes firewall rules for sections of a document.</summary>
internal sealed class GenerateCommand
{
    public const string Name = "generate";

    public const string Examples =
        """
        fwrules generate logs --format nftables
        fwrules generate logs apm --format iptables --output datadog.sh
        fwrules generate agents logs --site eu1 --fetch --max-age 7d --format nftables
        fwrules generate agents logs --format nftables --mode table --default-deny --allow-dns
        fwrules generate webhooks --port 8443 --format ipset --document ip-ranges.json --site eu1
        fwrules generate synthetics --location aws:eu-central-1 --format nftables --table inet/fw
        fwrules generate webhooks --format iptables --default-deny --allow-in 22=10.0.0.0/8,2001:db8::/32
        fwrules generate logs --format nftables --remove
        fwrules generate agents logs --format iptables --explain-install
        fwrules generate logs webhooks --format csv --output datadog.csv
        fwrules generate agents logs --format windows --output datadog.ps1
        fwrules generate agents logs --format aws-terraform --output datadog.tf
        fwrules generate synthetics --format aws-cli --on-overflow split
        fwrules generate webhooks synthetics --format aws-waf-terraform --output datadog-waf.tf
        fwrules generate webhooks --format azure-bicep --full-nsg --default-deny --deny-with drop
        """;

    private readonly OutputOption _output = new();
    private readonly FormatOptions _format = new();
    private readonly SectionOptions _sections = new();
    private readonly DocumentOptions _documents = new();
    private readonly FamilyOptions _families = new();
    private readonly Terminal _terminal;

    private GenerateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new GenerateCommand(terminal);
        var command = new Command(Name, "Write firewall rules for sections of Datadog's ip-ranges document.");
        verb._sections.AddTo(command);
        verb._format.AddFormatTo(command);
        verb._documents.AddTo(command);
        command.Options.Add(verb._output);
        verb._families.AddTo(command);
        verb._format.AddTo(command, canRemove: true);
        verb._format.AddExplainInstallTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var emitter = _format.ReadEmitter(result);
        var names = _sections.Check(result);
        var path = _output.Read(result);
        var rules = _format.Merge(result, await ReadRulesAsync(result, names.Count == 1 ? names[0] : null, cancellationToken));
        _format.Report(result, rules, _terminal);
        if (_format.ReadInstallPlan(result, rules, _documents.ReadSite(result)) is { } plan)
        {
            CliException.UsageIf(path is not null, "--output does not apply with --explain-install, which writes no rules.");
            OutputFile.Write(null, _terminal, stream => stream.Write(Encoding.UTF8.GetBytes(InstallText.Of(plan))));
            return ExitCode.Ok;
        }

        RuleOutput.Write(path, _terminal, emitter, rules, writer => rules.Emit(emitter, writer));
        return ExitCode.Ok;
    }

    private async Task<RuleSet> ReadRulesAsync(ParseResult result, Section? onlySection, CancellationToken cancellationToken)
    {
        if (!_format.ReadRemove(result))
        {
            var read = await _documents.ReadAsync(result, _terminal, onlySection, cancellationToken, _sections.HasLocations(result));
            return _families.Narrow(result, _sections.ReadRules(result, read));
        }

        var (site, document) = await _documents.ReadForRemovalAsync(result, _terminal, onlySection, cancellationToken);
        return _families.Narrow(result, _sections.ReadRulesForRemoval(result, site, document, _terminal), allowEmpty: true);
    }
}
