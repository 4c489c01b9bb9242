namespace FirewallRules;

// Names and meanings: the ip-ranges schema of Datadog's API client (datadog-api-client-go, openapi.yaml, August 2026) and the
// Network Traffic page of Datadog's documentation.
public sealed partial class Section
{
    /// <summary>Where the Agent submits metrics, service checks and events.</summary>
    public static Section Agents { get; } = new("agents");

    /// <summary>Where the Agent queries the API, for example to validate its key.</summary>
    public static Section Api { get; } = new("api");

    /// <summary>Where the Agent submits traces.</summary>
    public static Section Apm { get; } = new("apm");

    /// <summary>Addresses that serve all Datadog endpoints. It is not the union of the other sections.</summary>
    public static Section Global { get; } = new("global");

    /// <summary>Where the Agent submits logs.</summary>
    public static Section Logs { get; } = new("logs");

    /// <summary>Where the Agent submits container and Kubernetes data.</summary>
    public static Section Orchestrator { get; } = new("orchestrator");

    /// <summary>Where the Agent submits process and container data.</summary>
    public static Section Process { get; } = new("process");

    /// <summary>Where the Agent fetches its remote configuration.</summary>
    public static Section RemoteConfiguration { get; } = new("remote-configuration");

    /// <summary>The addresses that Synthetics tests come from; it can be narrowed to locations with <see cref="At"/>.</summary>
    public static Section Synthetics { get; } = new("synthetics");

    /// <summary>Where the workers of Synthetics private locations submit their results.</summary>
    public static Section SyntheticsPrivateLocations { get; } = new("synthetics-private-locations");

    /// <summary>The addresses that Datadog's webhooks and other integrations come from.</summary>
    public static Section Webhooks { get; } = new("webhooks");

    /// <summary>The sections known to this version, in ordinal order; a document may have others.</summary>
    public static IReadOnlyList<Section> Known { get; } =
    [
        Agents, Api, Apm, Global, Logs, Orchestrator, Process, RemoteConfiguration, Synthetics, SyntheticsPrivateLocations, Webhooks,
    ];
}
