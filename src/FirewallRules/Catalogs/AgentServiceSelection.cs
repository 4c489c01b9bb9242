using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>An inbound service of the Agent with changes: who else may reach it, and on which port.</summary>
/// <remarks>
/// Immutable; compared by reference. An <see cref="AgentService"/> converts to a selection without changes, which includes an optional
/// service.
/// </remarks>
public sealed class AgentServiceSelection
{
    private AgentServiceSelection(AgentService service, Remote? remote, int? port) => (Service, Remote, Port) = (service, remote, port);

    /// <summary>The service.</summary>
    public AgentService Service { get; }

    /// <summary>Who may reach it besides the host itself; <see langword="null"/> for no one.</summary>
    public Remote? Remote { get; }

    /// <summary>The configured port; <see langword="null"/> for the documented one.</summary>
    public int? Port { get; }

    /// <summary>Selects the service as documented.</summary>
    [return: NotNullIfNotNull(nameof(service))]
    public static implicit operator AgentServiceSelection?(AgentService? service) => service is null ? null : FromService(service);

    /// <inheritdoc cref="op_Implicit(AgentService)" />
    public static AgentServiceSelection FromService(AgentService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new(service, null, null);
    }

    /// <summary>Allows other hosts to reach the service.</summary>
    /// <param name="remote">The other hosts; an <see cref="AddressSet"/> converts, and <see cref="Remote.Any"/> allows every host.</param>
    /// <exception cref="ArgumentException">The remote side has no address.</exception>
    public AgentServiceSelection OpenTo(Remote remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        return remote.IsEmpty
            ? throw new ArgumentException($"'{Service}' cannot be opened to an empty set of addresses.", nameof(remote))
            : new(Service, remote, Port);
    }

    /// <summary>Sets the port that the Agent is configured to use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1–65535.</exception>
    public AgentServiceSelection OnPort(int port) => new(Service, Remote, new PortRange(port, port).First);
}
