namespace FirewallRules;

/// <summary>
/// A row of the catalog: one port that a version of the Agent uses. Equal when all properties are; lists are compared by reference.
/// </summary>
public sealed record AgentPort
{
    internal AgentPort(AgentService service, int port, string purpose, string source)
        => (Service, Port, Purpose, Source) = (service, port, purpose, source);

    /// <summary>The service, which also determines direction and protocol.</summary>
    public AgentService Service { get; }

    /// <summary>The port: of the remote side for outbound services, of the host for inbound services.</summary>
    public int Port { get; }

    /// <summary>What is on the remote side.</summary>
    public AgentRemote Remote { get; internal init; }

    /// <summary>
    /// The sections of the ip-ranges document, when <see cref="Remote"/> is <see cref="AgentRemote.Datadog"/>; otherwise empty.
    /// </summary>
    public IReadOnlyList<Section> Sections { get; internal init; } = [];

    /// <summary>The only site that the row applies to; <see langword="null"/> for every site.</summary>
    public Site? Site { get; internal init; }

    /// <summary>Whether the Agent works without it.</summary>
    public bool IsOptional { get; internal init; }

    /// <summary>Whether rules include the port by default.</summary>
    public bool IsOnByDefault { get; internal init; } = true;

    /// <summary>Whether Datadog has deprecated it.</summary>
    public bool IsDeprecated { get; internal init; }

    /// <summary>The setting that changes the port; <see langword="null"/> when none is documented.</summary>
    public string? Setting { get; internal init; }

    /// <summary>
    /// The setting that makes the service accept traffic from other hosts; <see langword="null"/> when none is documented.
    /// </summary>
    public string? NonLocalSetting { get; internal init; }

    /// <summary>
    /// The addresses that the service listens on according to the source; empty when it lists none. <c>fe80::1</c> is an address of the loopback
    /// interface on macOS. On other systems it may belong to any host on a link, often the router, so that no rule includes it unless the
    /// port is opened to it.
    /// </summary>
    public AddressSet ListensOn { get; internal init; } = AddressSet.Empty;

    /// <summary>What the port is for, in a few words.</summary>
    public string Purpose { get; }

    /// <summary>A remark; <see langword="null"/> when there is none.</summary>
    public string? Note { get; internal init; }

    /// <summary>The source of the row.</summary>
    public string Source { get; }
}
