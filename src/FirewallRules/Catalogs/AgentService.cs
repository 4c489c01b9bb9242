using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>A network service of the Datadog Agent, outbound or inbound. A closed set: services are compared by reference.</summary>
public sealed partial class AgentService
{
    private AgentService(string name, Direction direction, Protocol protocol) => (Name, Direction, Protocol) = (name, direction, protocol);

    /// <summary>The name used on the command line, in labels and comments, such as <c>dogstatsd</c>.</summary>
    public string Name { get; }

    /// <summary>Which side opens the connection.</summary>
    public Direction Direction { get; }

    /// <summary>The transport protocol.</summary>
    public Protocol Protocol { get; }

    /// <summary>Parses the name of a service, ignoring case.</summary>
    /// <returns>Whether there is such a service.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AgentService? service)
    {
        service = Known.FirstOrDefault(known => string.Equals(known.Name, text, StringComparison.OrdinalIgnoreCase));
        return service is not null;
    }

    /// <inheritdoc cref="AgentServiceSelection.OpenTo" />
    public AgentServiceSelection OpenTo(Remote remote) => AgentServiceSelection.FromService(this).OpenTo(remote);

    /// <inheritdoc cref="AgentServiceSelection.OnPort" />
    public AgentServiceSelection OnPort(int port) => AgentServiceSelection.FromService(this).OnPort(port);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
