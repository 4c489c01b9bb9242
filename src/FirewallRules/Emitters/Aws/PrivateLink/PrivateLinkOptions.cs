using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How the setup of AWS PrivateLink is written. Equal when all values are, and the lists of VPCs are the same lists.</summary>
public sealed record PrivateLinkOptions
{
    /// <summary>How the VPC of the Agents reaches the site's region.</summary>
    /// <value>The default is <see cref="PrivateLinkTopology.SameRegion"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the three.</exception>
    public PrivateLinkTopology Topology
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "SameRegion, CrossRegion or Peering.");
    }

    /// <summary>
    /// The prefixes that may connect to the endpoints: those of the VPC, and with <see cref="PrivateLinkTopology.Peering"/> those of the peered
    /// VPCs that Agents run in. Needed for all that makes or checks something in AWS.
    /// </summary>
    /// <value>The default is empty.</value>
    /// <exception cref="ArgumentException">A prefix is wider than /8 (IPv4) or /16 (IPv6), which no VPC is.</exception>
    public AddressSet VpcPrefixes
    {
        get;
        init => field = RuleSet.RefuseWide(value);
    }
    = AddressSet.Empty;

    /// <summary>
    /// With <see cref="PrivateLinkTopology.Peering"/>, the VPCs of the same account that Agents run in: the values that parameters of a template
    /// start with. Where there is none, one stays to be given.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<PrivateLinkVpc> AgentVpcs { get; init => field = [.. value.Distinct()]; } = [];

    /// <summary>
    /// With <see cref="PrivateLinkTopology.Peering"/>, the VPCs of other accounts that Agents run in: each is authorized to be associated with
    /// the zones, which its own account then does.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<PrivateLinkVpc> AuthorizedVpcs { get; init => field = [.. value.Distinct()]; } = [];

    /// <summary>Adds the rules to a security group that exists, given when the output is applied, instead of making one for the endpoints.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ExistingSecurityGroup { get; init; }

    /// <summary>How many rules a group takes for each direction and family, 1–1000, less those that it has besides.</summary>
    /// <value>The default is 60, the quota that an account starts with.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int MaxRules
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, AwsLimits.RulesTimesGroups);
            field = value;
        }
    }
    = AwsLimits.DefaultRules;

    /// <summary>
    /// What names and tags start with, and what marks rules and zones as written here: 1–16 lower-case letters, digits and hyphens, a letter
    /// first, and not <c>sg-</c>. Two outputs for one VPC need two prefixes.
    /// </summary>
    /// <value>The default is <c>datadog-vpce</c>.</value>
    /// <exception cref="ArgumentException">The value is no such prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = RuleNames.IsPrefix(value, '-') && !value.StartsWith("sg-", StringComparison.Ordinal)
            ? value
            : throw new ArgumentException("A name prefix is 1 to 16 lower-case letters, digits and '-', a letter first, and does not start with 'sg-'.", nameof(value));
    }
    = "datadog-vpce";

    /// <summary>
    /// The version of the oldest Agent, for its settings: from 6.19 and 7.19 on it sends logs over HTTPS by itself, except that the vendor asks
    /// for the setting with <see cref="PrivateLinkTopology.Peering"/> whatever the version.
    /// </summary>
    /// <value>The default is <see langword="null"/>: unknown, and then the setting stands there to be uncommented.</value>
    public Version? AgentVersion { get; init; }
}
