using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>An inbound service of the Agent together with what the user changes: who else may reach it, and on which port.</summary>
/// <remarks>Immutable. An <see cref="AgentService"/> converts to the selection that changes nothing, which turns an optional service on.</remarks>
public sealed class AgentServiceSelection
{
    private AgentServiceSelection(AgentService service, Remote? remote, int? port) => (Service, Remote, Port) = (service, remote, port);

    /// <summary>The service.</summary>
    public AgentService Service { get; }

    /// <summary>Who may reach it besides the host itself; <see langword="null"/> for nobody.</summary>
    public Remote? Remote { get; }

    /// <summary>The port, where it is not the documented one; <see langword="null"/> else.</summary>
    public int? Port { get; }

    /// <summary>The service as it is documented.</summary>
    [return: NotNullIfNotNull(nameof(service))]
    public static implicit operator AgentServiceSelection?(AgentService? service) => service is null ? null : FromService(service);

    /// <inheritdoc cref="op_Implicit(AgentService)" />
    public static AgentServiceSelection FromService(AgentService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new(service, null, null);
    }

    /// <summary>Lets others than the host reach the service.</summary>
    /// <param name="remote">Who; an <see cref="AddressSet"/> converts, and any is said as <see cref="Remote.Any"/>.</param>
    /// <exception cref="ArgumentException">There is no address: leave it out instead.</exception>
    public AgentServiceSelection OpenTo(Remote remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        return remote.IsEmpty
            ? throw new ArgumentException($"'{Service}' is opened to no address: leave that out, or say to whom.", nameof(remote))
            : new(Service, remote, Port);
    }

    /// <summary>Says the port that the Agent is configured to use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1–65535.</exception>
    public AgentServiceSelection OnPort(int port) => new(Service, Remote, new PortRange(port, port).First);
}
