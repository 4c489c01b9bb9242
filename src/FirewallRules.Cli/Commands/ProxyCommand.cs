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
    private readonly CatalogOutput _output;

    private ProxyCommand(Terminal terminal) => _output = new CatalogOutput(terminal);

    public static Command Create(Terminal terminal)
    {
        var verb = new ProxyCommand(terminal);
        var command = new Command(Name,
            "Write firewall rules for a host whose Agent reaches Datadog only through a proxy. NTP does not use the proxy and has no rule.");
        command.Options.Add(verb._to);
        command.Options.Add(verb._port);
        verb._output.AddFormatTo(command);
        verb._output.AddTo(command);
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var emitter = _output.ReadEmitter(result);
        var proxy = RemoteArgument.Read("--to", result.GetRequiredValue(_to));
        var port = PortArgument.Read("--port", result.GetRequiredValue(_port));
        return _output.Write(result, emitter, RuleSet.ForProxy(proxy, port));
    }
}
