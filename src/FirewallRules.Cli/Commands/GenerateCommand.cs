using System.CommandLine;

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

    private readonly SectionOptions _sections = new();
    private readonly DocumentOptions _documents = new();
    private readonly RuleTask _task;
    private readonly Terminal _terminal;

    private GenerateCommand(Terminal terminal, RuleTask task) => (_terminal, _task) = (terminal, task);

    public static Command Create(Terminal terminal)
    {
        var task = new WriteRules(terminal);
        var command = new VerbCommand(Name, "Write firewall rules for sections of Datadog's ip-ranges document.", Examples);
        AddTo(command, terminal, task);
        task.AddExplainInstallTo(command);
        return command;
    }

    /// <summary>Lets a command do a task with rules for sections.</summary>
    public static void AddTo(Command command, Terminal terminal, RuleTask task)
    {
        var verb = new GenerateCommand(terminal, task);
        verb._sections.AddTo(command);
        task.AddFormatTo(command);
        verb._documents.AddTo(command);
        task.AddTo(command);
        command.SetAction(verb.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _task.Check(result);
        var names = _sections.Check(result);
        var rules = await ReadRulesAsync(result, names.Count == 1 ? names[0] : null, cancellationToken);
        var job = new RuleJob(rules, _documents.ReadSite(result)) { FromDocument = document => _sections.ReadRules(result, document) };
        return await _task.RunAsync(result, job, cancellationToken);
    }

    private async Task<RuleSet> ReadRulesAsync(ParseResult result, Section? onlySection, CancellationToken cancellationToken)
    {
        if (!_task.ReadRemove(result))
        {
            return _sections.ReadRules(
                result, await _documents.ReadAsync(result, _terminal, onlySection, cancellationToken, _sections.HasLocations(result)));
        }

        var (site, document) = await _documents.ReadForRemovalAsync(result, _terminal, onlySection, cancellationToken);
        return _sections.ReadRulesForRemoval(result, site, document, _terminal);
    }
}
