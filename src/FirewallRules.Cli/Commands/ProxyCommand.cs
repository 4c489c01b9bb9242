using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the rules for a host that reaches Datadog only through a proxy.</summary>
internal sealed class ProxyCommand
{
    public const string Name = "proxy";

    public const string Examples =
        """
        fwrules proxy --to 10.1.2.0/28 --port 3128 --format iptables
        fwrules proxy --to 10.1.2.10,10.1.2.11 --port 3128 --format nftables --mode table --default-deny --allow-dns
        """;

    private readonly Option<string[]> _to = new("--to")
    {
        HelpName = RemoteArgument.HelpName,
        Description = "The addresses of the proxy. Can be repeated.",
        Required = true,
    };

    private readonly Option<string> _port = new("--port") { HelpName = "PORT", Description = "The port of the proxy.", Required = true };
    private readonly RuleTask _task;

    private ProxyCommand(RuleTask task) => _task = task;

    /// <param name="terminal">The standard streams.</param>
    /// <param name="task">What is done with the rules; null to write them.</param>
    public static Command Create(Terminal terminal, RuleTask? task = null)
    {
        task ??= new WriteRules(terminal);
        var verb = new ProxyCommand(task);
        var command = new VerbCommand(Name,
            task.Describe("rules for a host whose Agent reaches Datadog only through a proxy. NTP does not use the proxy and has no rule."),
            task.ExamplesFor(Examples));
        command.Options.Add(verb._to);
        command.Options.Add(verb._port);
        verb._task.AddFormatTo(command);
        verb._task.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _task.Check(result);
        var proxy = RemoteArgument.Read("--to", result.GetRequiredValue(_to));
        var port = PortArgument.Read("--port", result.GetRequiredValue(_port));
        return _task.RunAsync(result, new RuleJob(RuleSet.ForProxy(proxy, port), Site.Us1), cancellationToken);
    }
}
