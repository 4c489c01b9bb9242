using System.Text;
using FirewallRules.Emitters;
using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>The live state of AWS security groups, as <c>aws ec2 describe-security-groups</c> prints it.</summary>
/// <remarks>
/// <para>
/// Rules belong to this project if their description starts with <c>fwrules:</c> and the name prefix. A rule of somebody else counts as well where it is
/// the same as a wanted one, because AWS refuses a second one. With <see cref="OnOverflow.Split"/> the groups share the rules; otherwise each group
/// should have all of them.
/// </para>
/// <para>
/// Rules that refer to other groups, or to prefix lists whose entries are not in the listing, make the addresses that they can allow unknown.
/// Network ACLs, and groups that are not in the listing, are not part of this state.
/// </para>
/// </remarks>
public sealed class AwsSecurityGroupState : LiveState
{
    private readonly AwsSecurityGroupOptions _options;
    private readonly AwsGroupListing _listing;
    private readonly bool _isExclusive;

    private AwsSecurityGroupState(AwsGroupListing listing, AwsSecurityGroupOptions options, bool isExclusive)
        => (_listing, _options, _isExclusive) = (listing, options, isExclusive);

    /// <summary>
    /// A POSIX shell script that prints the groups whose ids it is given, with the entries of the prefix lists that they refer to. It needs the AWS CLI.
    /// Without prefix lists, <c>aws ec2 describe-security-groups --group-ids ID…</c> is enough.
    /// </summary>
    public static string Script => AwsListingScript.Text;

    /// <inheritdoc />
    internal override LivePolicy Live => PolicyFor([], []);

    /// <summary>
    /// Reads the output of <c>aws ec2 describe-security-groups</c>: an object with <c>SecurityGroups</c>. It can also have <c>PrefixLists</c>, an object in
    /// which the id of a prefix list is the name of its entries, as <see cref="Script"/> prints it.
    /// </summary>
    /// <param name="json">The output, for the groups that have the rules.</param>
    /// <param name="options">The options that this project's rules were written with; <see langword="null"/> for the defaults.</param>
    /// <param name="isExclusive">
    /// Whether the groups should allow nothing but the rules, in the directions that the rules are for. What other rules allow is then reported as
    /// overriding the denial of everything else; the default is <see langword="false"/>. With
    /// <see cref="AwsSecurityGroupOptions.RevokeDefaultEgress"/> that holds for egress anyway.
    /// </param>
    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static AwsSecurityGroupState Parse(string json, AwsSecurityGroupOptions? options = null, bool isExclusive = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), options, isExclusive);
    }

    /// <inheritdoc cref="Parse(string, AwsSecurityGroupOptions, bool)" />
    public static AwsSecurityGroupState Parse(ReadOnlyMemory<byte> json, AwsSecurityGroupOptions? options = null, bool isExclusive = false)
        => new(AwsGroupListing.Read(json), options ?? new AwsSecurityGroupOptions(), isExclusive);

    /// <inheritdoc />
    internal override LivePolicy LiveFor(RuleSet rules)
    {
        var plan = Plan(rules);
        return PolicyFor(Wanted(plan).ToHashSet(), Closed(plan));
    }

    /// <inheritdoc />
    internal override LivePolicy Expect(RuleSet rules)
    {
        var plan = Plan(rules);
        return AwsGroupPolicy.Expected(Wanted(plan), Closed(plan));
    }

    private LivePolicy PolicyFor(HashSet<AwsRuleKey> wanted, IReadOnlyCollection<Direction> closed)
    {
        var marker = new AwsDescriptions(_options.NamePrefix).Marker;
        return AwsGroupPolicy.Of(_listing.Groups, _listing.Rules, IsOurs, _options.OnOverflow == OnOverflow.Split, closed);

        bool IsOurs(AwsGroupRule rule)
            => (rule.Description + " ").StartsWith(marker + " ", StringComparison.Ordinal) || (rule.Key is { } key && wanted.Contains(key));
    }

    private AwsSecurityGroupPlan Plan(RuleSet rules) => AwsSecurityGroupPlan.Of(LoopbackTraffic.Remove(rules), _options);

    private static IEnumerable<AwsRuleKey> Wanted(AwsSecurityGroupPlan plan)
        => plan.Groups.SelectMany(group => group)
            .Select(entry => new AwsRuleKey(
                entry.Direction, entry.Rule.Protocol, entry.Ports, entry.List?.Addresses ?? AddressSet.Of(Cidr.Parse(entry.Prefix!))));

    // Where the rules allow nothing, nobody asked to close the direction.
    private List<Direction> Closed(AwsSecurityGroupPlan plan)
        => [.. plan.Rules.Rules.Where(rule => !rule.Remote.IsEmpty).Select(rule => rule.Direction).Distinct()
            .Where(direction => _isExclusive || (_options.RevokeDefaultEgress && direction == Direction.Egress))];
}
