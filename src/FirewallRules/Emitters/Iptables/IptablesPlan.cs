namespace FirewallRules.Emitters;

/// <summary>What a rule set becomes on a host: which families and chains are written, and which rules take ip sets.</summary>
internal sealed class IptablesPlan
{
    // ipset(8): a name takes at most 31 characters, and the set that is filled has ".new" behind its name; "-v4" stands before that.
    private const int SetNameLength = 31 - 4 - 3;

    private readonly IReadOnlyDictionary<Rule, string> _names;
    private readonly IptablesOptions _options;
    private readonly RuleSet _rules;
    private readonly HashSet<(Rule, IpFamily)> _inSets;

    /// <param name="rules">The rules.</param>
    /// <param name="options">How they are written.</param>
    /// <param name="setsOnly">Whether the sets are all that is written.</param>
    /// <exception cref="InvalidOperationException">The default deny would close everything.</exception>
    public IptablesPlan(RuleSet rules, IptablesOptions options, bool setsOnly = false)
        : this(rules, options, setsOnly, isFormer: false)
    {
    }

    private IptablesPlan(RuleSet rules, IptablesOptions options, bool setsOnly, bool isFormer)
    {
        (_rules, _options) = (rules, options);
        if (!isFormer)
        {
            OutputHeader.RefuseToCloseEverything(rules, options.DefaultDeny);
        }

        _names = RuleNames.Of(rules, options.NamePrefix, '-', SetNameLength);
        Directions = OutputHeader.Directions(rules);

        // Alone, a set without addresses is written too: the user's own rules refer to it, and it must not keep old addresses.
        _inSets =
        [
            .. from rule in rules.Rules
               from family in rules.Families
               where options.Output == IptablesOutput.Script && !rule.Remote.IsAny(family)
               where setsOnly || rule.Remote.In(family).Skip(options.IpsetThreshold).Any()
               select (rule, family),
        ];
    }

    /// <summary>The plan that stands before an update; nothing of it is refused, because nothing of it is written.</summary>
    public static IptablesPlan Former(RuleSet rules, IptablesOptions options, bool setsOnly = false) => new(rules, options, setsOnly, isFormer: true);

    public IReadOnlyList<Direction> Directions { get; }

    public DefaultDeny? DefaultDeny => _options.DefaultDeny;

    public RuleSet Rules => _rules;

    /// <summary>The families to write. A family without a rule is written too: an older document may have left it some; and a default deny closes both.</summary>
    public IReadOnlyList<IpFamily> Families => DefaultDeny is null ? _rules.Families : [IpFamily.IPv4, IpFamily.IPv6];

    public string Chain(Direction direction) => $"{_options.NamePrefix.ToUpperInvariant()}-{(direction == Direction.Egress ? "EGRESS" : "INGRESS")}";

    public bool UsesSet(Rule rule, IpFamily family) => _inSets.Contains((rule, family));

    public string SetName(Rule rule, IpFamily family) => $"{_names[rule]}-{(family == IpFamily.IPv4 ? "v4" : "v6")}";

    /// <summary>The directions whose chains only the former plan has for the family.</summary>
    public IEnumerable<Direction> StaleDirections(IptablesPlan? former, IpFamily family)
        => former is null || !former.Families.Contains(family) ? [] : former.Directions.Except(Directions);

    /// <summary>The sets that are filled.</summary>
    public IEnumerable<(string Name, IpFamily Family, AddressSet Addresses)> Sets()
        => from rule in _rules.Rules
           from family in _rules.Families
           where UsesSet(rule, family)
           select (SetName(rule, family), family, rule.Remote.In(family));

    /// <summary>The sets that any document could have filled for these rules, those of the user's own rules included.</summary>
    public IEnumerable<(string Name, IpFamily Family)> PossibleSets()
        => from rule in _rules.Rules
           from family in _rules.Families
           where !rule.Remote.IsAny(family)
           select (SetName(rule, family), family);

    /// <summary>The chains, each with the command of its family and the built-in chain that jumps to it.</summary>
    public IEnumerable<(string Command, string Chain, string Hook)> Chains()
        => from family in Families
           from direction in Directions
           select (Command(family), Chain(direction), Hook(direction));

    public static string Hook(Direction direction) => direction == Direction.Egress ? "OUTPUT" : "INPUT";

    public static string Command(IpFamily family) => family == IpFamily.IPv4 ? "iptables" : "ip6tables";
}
