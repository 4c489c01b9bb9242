namespace FirewallRules;

/// <summary>An endpoint service of Datadog, for which a VPC endpoint is created. Equal when the service names are.</summary>
public sealed class PrivateLinkEndpoint : IEquatable<PrivateLinkEndpoint>
{
    internal PrivateLinkEndpoint(
        string serviceName, string privateDnsName, IReadOnlyList<PrivateLinkService> services, IReadOnlyList<string> hostNames, string source)
        => (ServiceName, PrivateDnsName, Services, HostNames, Source) = (serviceName, privateDnsName, services, hostNames, source);

    /// <summary>The port that every endpoint service listens on, over TCP: 443.</summary>
    public static PortRange Port { get; } = 443;

    /// <summary>The name of the endpoint service, such as <c>com.amazonaws.vpce.us-east-1.vpce-svc-09a8006e245d1e7b8</c>.</summary>
    public string ServiceName { get; }

    /// <summary>
    /// The name that resolves to the VPC endpoint if private DNS is enabled, and the name of the private hosted zone otherwise. Some sites have
    /// DNS with two levels: it is a name such as <c>lime.intake.datadoghq.com</c>, and the host names are aliases of it.
    /// </summary>
    public string PrivateDnsName { get; }

    /// <summary>The services that share the endpoint; at least one.</summary>
    public IReadOnlyList<PrivateLinkService> Services { get; }

    /// <summary>The host names of the endpoint. One that starts with <c>*.</c> means all names below it that no other endpoint has.</summary>
    public IReadOnlyList<string> HostNames { get; }

    /// <summary>The document of Datadog that this is from.</summary>
    public string Source { get; }

    /// <inheritdoc />
    public bool Equals(PrivateLinkEndpoint? other) => other is not null && ServiceName == other.ServiceName;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PrivateLinkEndpoint);

    /// <inheritdoc />
    public override int GetHashCode() => ServiceName.GetHashCode(StringComparison.Ordinal);

    /// <summary>The private DNS name and the service name.</summary>
    public override string ToString() => $"{PrivateDnsName} ({ServiceName})";
}
