using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How outputs for AWS PrivateLink are written. Equal when all values are, with the lists of VPCs compared by reference.</summary>
public sealed record PrivateLinkOptions
{
    /// <summary>How the VPC of the Agents reaches the region of the site.</summary>
    /// <value>The default is <see cref="PrivateLinkTopology.SameRegion"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public PrivateLinkTopology Topology
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "SameRegion, CrossRegion or Peering.");
    }

    /// <summary>
    /// The IPv4 prefixes that may connect to the endpoints: those of the VPC or, with <see cref="PrivateLinkTopology.Peering"/>, of the VPCs of the
    /// Agents. Required for all outputs except the settings of the Agent. The endpoints have no IPv6 addresses.
    /// </summary>
    /// <value>The default is empty.</value>
    /// <exception cref="ArgumentException">A prefix is IPv6, or shorter than /8.</exception>
    public AddressSet VpcPrefixes
    {
        get;
        init => field = RuleSet.CheckVpcPrefixes(value);
    }
    = AddressSet.Empty;

    /// <summary>
    /// With <see cref="PrivateLinkTopology.Peering"/>, the VPCs of the Agents in the same account, as default values of parameters and variables. If
    /// empty, one must be given when the output is applied.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<PrivateLinkVpc> AgentVpcs { get; init => field = [.. value.Distinct()]; } = [];

    /// <summary>
    /// With <see cref="PrivateLinkTopology.Peering"/>, the VPCs of the Agents in other accounts. The output authorizes their association with the
    /// zones, which must then be made from those accounts.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<PrivateLinkVpc> AuthorizedVpcs { get; init => field = [.. value.Distinct()]; } = [];

    /// <summary>Adds the rules to an existing security group, given when the output is applied, instead of creating one.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ExistingSecurityGroup { get; init; }

    /// <summary>The maximum number of rules of a group for each direction and family, 1–1000, less the other rules of the group.</summary>
    /// <value>The default is 60, the default quota of an account.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int MaxRules
    {
        get;
        init => field = OptionValues.InRange(value, 1, AwsLimits.RulesTimesGroups);
    }
    = AwsLimits.DefaultRules;

    /// <summary>
    /// The start of names and tags, and the mark of rules and zones: 1–16 lower-case letters, digits and hyphens, starting with a letter but not
    /// with <c>sg-</c>. Two outputs for one VPC need different prefixes.
    /// </summary>
    /// <value>The default is <c>datadog-vpce</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.AwsNamePrefix(value);
    }
    = "datadog-vpce";

    /// <summary>
    /// The version of the oldest Agent, for its settings: from 6.19 and 7.19 it sends logs over HTTPS by default. With
    /// <see cref="PrivateLinkTopology.Peering"/> Datadog requires the setting for all versions.
    /// </summary>
    /// <value>The default is <see langword="null"/>: unknown; the setting is written as a comment.</value>
    public Version? AgentVersion { get; init; }
}
