namespace FirewallRules.Emitters;

/// <summary>The chains, families and sets that are written for a rule set.</summary>
internal sealed class IptablesPlan
{
    // Without the "-v4" at the end, and ".new" after it while the set is filled.
    private const int SetNameLength = IptablesLimits.SetNameLength - 4 - 3;

    private readonly IReadOnlyDictionary<Rule, string> _names;
    private readonly IptablesOptions _options;
    private readonly RuleSet _rules;
    private readonly HashSet<(Rule, IpFamily)> _inSets;

    /// <param name="rules">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="setsOnly">Whether only sets are written.</param>
    /// <exception cref="RuleNotSupportedException">The default deny would block all traffic.</exception>
    public IptablesPlan(RuleSet rules, IptablesOptions options, bool setsOnly = false)
        : this(rules, options, setsOnly, isPrevious: false)
    {
    }

    private IptablesPlan(RuleSet rules, IptablesOptions options, bool setsOnly, bool isPrevious)
    {
        (_rules, _options) = (rules, options);
        if (!isPrevious && !options.Remove)
        {
            OutputHeader.CheckDefaultDeny(rules, options.DefaultDeny);
        }

        _names = RuleNames.Of(rules, options.NamePrefix, '-', SetNameLength);
        Directions = OutputHeader.Directions(rules);

        // With setsOnly, empty sets are written too: the user's own rules refer to them, and they must not keep old addresses.
        _inSets =
        [
            .. from rule in rules.Rules
               from family in rules.Families
               where options.Output == IptablesOutput.Script && !rule.Remote.IsAny(family)
               where setsOnly || rule.Remote.In(family).Skip(options.IpsetThreshold).Any()
               select (rule, family),
        ];
    }

    /// <summary>The plan before an update. It is not checked, because it is not written.</summary>
    public static IptablesPlan BeforeUpdate(RuleSet rules, IptablesOptions options, bool setsOnly = false) => new(rules, options, setsOnly, isPrevious: true);

    public IReadOnlyList<Direction> Directions { get; }

    /// <summary>The position of the jumps in the built-in chains; 1 is the first.</summary>
    public int JumpPosition => _options.JumpPosition;

    public DefaultDeny? DefaultDeny => _options.DefaultDeny;

    public RuleSet Rules => _rules;

    public string NamePrefix => _options.NamePrefix;

    /// <summary>The families to write, including those without rules, because an older output may have some.</summary>
    public IReadOnlyList<IpFamily> Families => _rules.Families;

    public string Chain(Direction direction) => $"{_options.NamePrefix.ToUpperInvariant()}-{(direction == Direction.Egress ? "EGRESS" : "INGRESS")}";

    public bool UsesSet(Rule rule, IpFamily family) => _inSets.Contains((rule, family));

    public string SetName(Rule rule, IpFamily family) => $"{_names[rule]}-{(family == IpFamily.IPv4 ? "v4" : "v6")}";

    /// <summary>The directions for which only the previous plan has a chain of the family.</summary>
    public IEnumerable<Direction> StaleDirections(IptablesPlan? previous, IpFamily family)
        => previous is null || !previous.Families.Contains(family) ? [] : previous.Directions.Except(Directions);

    /// <summary>The sets that are filled.</summary>
    public IEnumerable<(string Name, IpFamily Family, AddressSet Addresses)> Sets()
        => from rule in _rules.Rules
           from family in _rules.Families
           where UsesSet(rule, family)
           select (SetName(rule, family), family, rule.Remote.In(family));

    /// <summary>The sets that these rules could have had with any document.</summary>
    public IEnumerable<(string Name, IpFamily Family)> PossibleSets()
        => from rule in _rules.Rules
           from family in _rules.Families
           where !rule.Remote.IsAny(family)
           select (SetName(rule, family), family);

    /// <summary>The chains with the command of their family and the built-in chain that jumps to them.</summary>
    public IEnumerable<(string Command, string Chain, string Hook)> Chains()
        => from family in Families
           from direction in Directions
           select (Command(family), Chain(direction), Hook(direction));

    public static string Hook(Direction direction) => direction == Direction.Egress ? "OUTPUT" : "INPUT";

    public static string Command(IpFamily family) => family == IpFamily.IPv4 ? "iptables" : "ip6tables";
}
