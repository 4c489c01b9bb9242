namespace FirewallRules;

/// <summary>How the VPC of the Agents reaches the region of the site. <c>default</c> is <see cref="SameRegion"/>.</summary>
public enum PrivateLinkTopology
{
    /// <summary>The Agents and the endpoints are in one VPC in the region of the site, with private DNS.</summary>
    SameRegion = 0,

    /// <summary>The Agents and the endpoints are in one VPC in another region, with private DNS. Datadog recommends this.</summary>
    CrossRegion = 1,

    /// <summary>
    /// The endpoints are in a VPC in the region of the site, the Agents in peered VPCs elsewhere. Private DNS is disabled; all these VPCs use a
    /// private hosted zone for each private DNS name. The peering and its routes must be created separately.
    /// </summary>
    Peering = 2,
}
