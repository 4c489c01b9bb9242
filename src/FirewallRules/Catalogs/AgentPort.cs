namespace FirewallRules;

/// <summary>A row of the catalogue: one port that a version of the Agent uses, and what is known of it. Equal when all parts are.</summary>
public sealed record AgentPort
{
    internal AgentPort(AgentService service, int port, string purpose, string source)
        => (Service, Port, Purpose, Source) = (service, port, purpose, source);

    /// <summary>The service, which also says direction and protocol.</summary>
    public AgentService Service { get; }

    /// <summary>The port: of the remote side for outbound services, of the host for inbound ones.</summary>
    public int Port { get; }

    /// <summary>Who is on the far side.</summary>
    public AgentRemote Remote { get; internal init; }

    /// <summary>The sections of the ip-ranges document, where <see cref="Remote"/> is <see cref="AgentRemote.Datadog"/>; empty else.</summary>
    public IReadOnlyList<Section> Sections { get; internal init; } = [];

    /// <summary>The one site that the row is for; <see langword="null"/> for all.</summary>
    public Site? Site { get; internal init; }

    /// <summary>Whether the Agent works without it.</summary>
    public bool IsOptional { get; internal init; }

    /// <summary>Whether rules have it unless told otherwise.</summary>
    public bool IsOnByDefault { get; internal init; } = true;

    /// <summary>Whether the vendor gives it up.</summary>
    public bool IsDeprecated { get; internal init; }

    /// <summary>The setting that changes the port; <see langword="null"/> where none is documented.</summary>
    public string? Setting { get; internal init; }

    /// <summary>The setting with which the service takes what others than the host send; <see langword="null"/> where none is documented.</summary>
    public string? NonLocalSetting { get; internal init; }

    /// <summary>
    /// The addresses at which the source says that the service listens; empty where it names none. <c>fe80::1</c> is an address of the
    /// loopback interface on macOS; on the systems that rules are written for it is whoever has it on a link, often the router, so that no
    /// rule names it unless the user opens the port to it.
    /// </summary>
    public AddressSet ListensOn { get; internal init; } = AddressSet.Empty;

    /// <summary>What it is for, in a few words.</summary>
    public string Purpose { get; }

    /// <summary>What else is worth knowing; <see langword="null"/> for nothing.</summary>
    public string? Note { get; internal init; }

    /// <summary>Where the fact is from.</summary>
    public string Source { get; }
}
