using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>The options for the inbound services of the Agent.</summary>
internal sealed class AgentServiceOptions
{
    private const string Open = "--open";

    private readonly Option<string[]> _open = new(Open)
    {
        HelpName = "SERVICE[:PORT]=CIDR,...|any|local",
        Description = "Open a service to other hosts, such as dogstatsd=10.0.0.0/8, or an optional service to the host itself (local). "
            + "PORT is the configured port of the Agent (default: the documented port). Can be repeated. Services: "
            + string.Join(", ", AgentVersion.V7.Ports.Select(port => port.Service).Where(service => service.Direction == Direction.Ingress)
                .Distinct()) + ".",
    };

    private readonly Option<bool> _noLocal = new("--no-local")
    {
        Description = "Write no rules for services that only the host itself uses. Without --open, there are then no inbound rules.",
    };

    public void AddTo(Command command)
    {
        _open.CompletionSources.Add([.. AgentService.Known.Where(service => service.Direction == Direction.Ingress)
            .Select(service => service.Name + "=")]);
        command.Options.Add(_open);
        command.Options.Add(_noLocal);
    }

    public bool ReadLocal(ParseResult result) => !result.GetValue(_noLocal);

    /// <exception cref="CliException">A value is invalid, or two are about the same service.</exception>
    public IReadOnlyList<AgentServiceSelection> Read(ParseResult result, AgentVersion version)
    {
        var selections = (result.GetValue(_open) ?? []).Select(text => Read(text, version)).ToList();
        var twice = selections.GroupBy(selection => selection.Service).FirstOrDefault(group => group.Count() > 1);
        CliException.UsageIf(twice is not null, $"{Open}: '{twice?.Key}' is given twice; give all its addresses in one {Open}.");
        return selections;
    }

    private static AgentServiceSelection Read(string text, AgentVersion version)
    {
        if (text.Split('=', 2) is not [var left, var remote])
        {
            throw CliException.Usage($"{Open}: '{text}' has no addresses: write SERVICE=CIDR, SERVICE=any, or SERVICE=local for the host "
                + "itself.");
        }

        var parts = left.Split(':', 2);
        var known = version.Ports.Where(port => port.Service.Direction == Direction.Ingress).ToList();
        var port = known.Find(port => port.Service.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            ?? throw CliException.Usage(Nearest.Describe(
                "inbound service", parts[0], known.Select(port => port.Service.Name).Distinct(StringComparer.Ordinal)));
        var selection = AgentServiceSelection.FromService(port.Service);
        if (parts.Length > 1)
        {
            selection = selection.OnPort(ReadPort(parts[1], port, version));
        }

        return remote == "local" ? selection : selection.OpenTo(RemoteArgument.Read($"{Open} {port.Service}", [remote]));
    }

    private static int ReadPort(string text, AgentPort documented, AgentVersion version)
    {
        var port = PortArgument.Read($"{Open} {documented.Service}", text);
        CliException.UsageIf(
            port != documented.Port && documented.Setting is null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Open} {documented.Service}: Agent {version} always uses port {documented.Port}; no setting that changes it is documented."));
        return port;
    }
}
