namespace FirewallRules;

/// <summary>How the VPC of the Agents reaches the site's region. <c>default</c> is <see cref="SameRegion"/>.</summary>
public enum PrivateLinkTopology
{
    /// <summary>The Agents and the endpoints are in one VPC in the site's region; its private DNS answers.</summary>
    SameRegion = 0,

    /// <summary>The Agents and the endpoints are in one VPC in another region; its private DNS answers. What the vendor recommends there.</summary>
    CrossRegion = 1,

    /// <summary>
    /// The endpoints are in a VPC in the site's region and the Agents in peered VPCs elsewhere. Private DNS is off; a private hosted zone for
    /// each private DNS name answers, in all those VPCs. The peering itself and its routes are the user's.
    /// </summary>
    Peering = 2,
}
