using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options for the inbound services of the Agent.</summary>
internal sealed class AgentServiceOptions
{
    private const string Open = "--open";

    private readonly Option<string[]> _open = new(Open)
    {
        HelpName = "SERVICE[:PORT]=CIDR,...|any|local",
        Description = "Let others than the host reach a service, such as dogstatsd=10.0.0.0/8; 'local' turns an optional one on for the host alone. "
            + "PORT is the one that the Agent is configured to use. May be repeated. Services: "
            + string.Join(", ", AgentVersion.V7.Ports.Select(port => port.Service).Where(service => service.Direction == Direction.Ingress).Distinct()) + ".",
    };

    private readonly Option<bool> _noLocal = new("--no-local") { Description = "Leave out the services that only the host itself reaches; with none opened, the incoming direction." };

    public void AddTo(Command command)
    {
        _open.CompletionSources.Add([.. AgentService.Known.Where(service => service.Direction == Direction.Ingress).Select(service => service.Name + "=")]);
        command.Options.Add(_open);
        command.Options.Add(_noLocal);
    }

    public bool ReadLocal(ParseResult result) => !result.GetValue(_noLocal);

    public IReadOnlyList<AgentServiceSelection> Read(ParseResult result, AgentVersion version)
        => [.. (result.GetValue(_open) ?? []).Select(text => Read(text, version))];

    private static AgentServiceSelection Read(string text, AgentVersion version)
    {
        if (text.Split('=', 2) is not [var left, var remote])
        {
            throw CliException.Usage($"{Open}: '{text}' says not to whom: write SERVICE=CIDR, SERVICE=any, or SERVICE=local for the host alone.");
        }

        var parts = left.Split(':', 2);
        var known = version.Ports.Select(port => port.Service).Where(service => service.Direction == Direction.Ingress).Distinct().ToList();
        var service = known.Find(service => service.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            ?? throw CliException.Usage(Nearest.Describe($"inbound service of Agent {version}", parts[0], known.Select(service => service.Name)));
        var selection = AgentServiceSelection.FromService(service);
        if (parts.Length > 1)
        {
            selection = selection.OnPort(PortArgument.Read(Open, parts[1]));
        }

        return remote == "local" ? selection : selection.OpenTo(RemoteArgument.Read($"{Open} {service}", [remote]));
    }
}
