namespace FirewallRules.Emitters;

/// <summary>The table, chains and sets of a rule set.</summary>
internal sealed class NftablesPlan
{
    private static readonly Direction[] BothDirections = [Direction.Egress, Direction.Ingress];

    private readonly NftablesOptions _options;
    private readonly IReadOnlyDictionary<Rule, string> _names;

    /// <param name="rules">The rules.</param>
    /// <param name="options">The options.</param>
    public NftablesPlan(RuleSet rules, NftablesOptions options)
    {
        (Rules, _options) = (rules, options);
        _names = RuleNames.Of(rules, options.NamePrefix, '_', NftablesLimits.NameLength);
        Directions = OutputHeader.Directions(rules);
    }

    public RuleSet Rules { get; }

    public IReadOnlyList<Direction> Directions { get; }

    public IEnumerable<Direction> OtherDirections => BothDirections.Except(Directions);

    /// <summary>
    /// The sets. Mode sets includes empty ones, because the user's own rules refer to them and they must not keep old addresses. Removal
    /// includes all sets that these rules could have had with any document.
    /// </summary>
    public IEnumerable<(Rule Rule, IpFamily Family, string Name)> Sets
        => from rule in Rules.ByLabels
           from family in Rules.Families
           where _options.EffectiveTable.Supports(family) && !rule.Remote.IsAny(family)
           where _options.Mode == NftablesMode.Sets || _options.Remove || rule.Remote.Has(family)
           select (rule, family, $"{_names[rule]}_{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}");

    public static string Chain(NftablesOptions options, Direction direction)
        => options.Mode == NftablesMode.Table ? Hook(direction) : $"{options.NamePrefix}_{(direction == Direction.Egress ? "egress" : "ingress")}";

    public static string Hook(Direction direction) => direction == Direction.Egress ? "output" : "input";
}
