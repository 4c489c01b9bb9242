using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>Direction and ports of the known sections, which the documents themselves do not publish.</summary>
public static class SectionCatalog
{
    private const int Https = 443;

    // Sources: Datadog documentation, Network Traffic (mid-2026), for the directions and 443/tcp; regions.config.js of the same
    // repository for the TCP log intake, which differs by site (Site.LogsTcpPort). For synthetics and webhooks Datadog connects to an
    // endpoint of the user, whose port is usually 443.
    private static readonly Dictionary<Section, Direction> Directions = new()
    {
        [Section.Agents] = Direction.Egress,
        [Section.Api] = Direction.Egress,
        [Section.Apm] = Direction.Egress,
        [Section.Global] = Direction.Egress,
        [Section.Logs] = Direction.Egress,
        [Section.Orchestrator] = Direction.Egress,
        [Section.Process] = Direction.Egress,
        [Section.RemoteConfiguration] = Direction.Egress,
        [Section.Synthetics] = Direction.Ingress,
        [Section.SyntheticsPrivateLocations] = Direction.Egress,
        [Section.Webhooks] = Direction.Ingress,
    };

    /// <summary>Gets the direction, protocol and ports of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="site">The site, for the TCP log intake; when it is <see langword="null"/>, logs have port 443 only.</param>
    /// <param name="traffic">The traffic.</param>
    /// <returns>Whether the section is known.</returns>
    public static bool TryGetTraffic(Section section, Site? site, [NotNullWhen(true)] out SectionTraffic? traffic)
    {
        ArgumentNullException.ThrowIfNull(section);
        traffic = null;
        if (Directions.TryGetValue(section, out var direction))
        {
            PortRange[] ports = section == Section.Logs && site?.LogsTcpPort is { } tcpIntake ? [Https, tcpIntake] : [Https];
            traffic = new SectionTraffic(direction, Protocol.Tcp, PortRange.Normalize(ports));
        }

        return traffic is not null;
    }
}
