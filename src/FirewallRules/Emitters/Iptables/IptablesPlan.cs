namespace FirewallRules.Emitters;

/// <summary>The chains, families and sets that are written for a rule set.</summary>
internal sealed class IptablesPlan
{
    // Without the "-v4" at the end, and ".new" after it while the set is filled.
    private const int SetNameLength = IptablesLimits.SetNameLength - 4 - 3;

    private readonly IReadOnlyDictionary<Rule, string> _names;
    private readonly IptablesOptions _options;
    private readonly RuleSet _rules;

    // Sections that share a port share a set, because two sets cannot be swapped at once and a prefix may move from one section to the other. With
    // setsOnly each section has its own, to which the user's own rules refer.
    private readonly RuleSet _setRules;
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
        _setRules = setsOnly ? rules : rules.WithMergedLabels();
        if (!isPrevious && !options.Remove)
        {
            OutputHeader.CheckDefaultDeny(rules, options.DefaultDeny);
        }

        _names = RuleNames.Of(_setRules, options.NamePrefix, '-', SetNameLength);
        Directions = OutputHeader.Directions(rules);
        FilledChains = options.Remove ? AllChains
            : [.. Directions.Select(ChainOf).Concat(options.DefaultDeny is { Forward: true } ? [IptablesChain.Forward] : [])];

        // With setsOnly, empty sets are written too: the user's own rules refer to them, and they must not keep old addresses.
        _inSets =
        [
            .. from rule in _setRules.ByLabels
               from family in rules.Families
               where options.Output == IptablesOutput.Script && !rule.Remote.IsAny(family)
               where setsOnly || rule.Remote.In(family).Skip(options.IpsetThreshold).Any()
               select (rule, family),
        ];
    }

    /// <summary>The plan before an update. It is not checked, because it is not written.</summary>
    public static IptablesPlan BeforeUpdate(RuleSet rules, IptablesOptions options, bool setsOnly = false) => new(rules, options, setsOnly, isPrevious: true);

    /// <summary>Every chain that any output with this prefix may have.</summary>
    public static IReadOnlyList<IptablesChain> AllChains { get; } = Enum.GetValues<IptablesChain>();

    public IReadOnlyList<Direction> Directions { get; }

    /// <summary>The chains that get rules; those that are removed where the output removes.</summary>
    public IReadOnlyList<IptablesChain> FilledChains { get; }

    /// <summary>
    /// The chains that restore data creates or empties. A script looks for those that an older selection had. A file cannot look, so it empties
    /// all, which closes what they opened.
    /// </summary>
    public IReadOnlyList<IptablesChain> DeclaredChains => _options.Output == IptablesOutput.Script ? FilledChains : AllChains;

    /// <summary>The position of the jumps in the built-in chains; 1 is the first.</summary>
    public int JumpPosition => _options.JumpPosition;

    public DefaultDeny? DefaultDeny => _options.DefaultDeny;

    public RuleSet Rules => _rules;

    public string NamePrefix => _options.NamePrefix;

    /// <summary>The families to write, including those without rules, because an older output may have some, and a default deny closes them.</summary>
    public IReadOnlyList<IpFamily> Families => _rules.Families;

    public string Chain(IptablesChain chain) => $"{_options.NamePrefix.ToUpperInvariant()}-{chain switch
    {
        IptablesChain.Egress => "EGRESS",
        IptablesChain.Ingress => "INGRESS",
        _ => "FORWARD",
    }}";

    public string Chain(Direction direction) => Chain(ChainOf(direction));

    /// <summary>The rules to write for a family: those with a set, and the others by the sections that each address belongs to.</summary>
    public IEnumerable<Rule> RulesOf(IpFamily family)
        => from rule in _setRules.ByLabels
           from part in UsesSet(rule, family) ? [rule] : _rules.Rules.Where(part
               => part.Direction == rule.Direction && part.Protocol == rule.Protocol && rule.Ports.Any(range => range.Contains(part.Ports[0])))
           select part;

    public bool UsesSet(Rule rule, IpFamily family) => _inSets.Contains((rule, family));

    public string SetName(Rule rule, IpFamily family) => $"{_names[rule]}-{(family == IpFamily.IPv4 ? "v4" : "v6")}";

    /// <summary>The directions for which only the previous plan has a chain of the family.</summary>
    public IEnumerable<Direction> StaleDirections(IptablesPlan? previous, IpFamily family)
        => previous is null || !previous.Families.Contains(family) ? [] : previous.Directions.Except(Directions);

    /// <summary>The sets that are filled.</summary>
    public IEnumerable<(string Name, IpFamily Family, AddressSet Addresses)> Sets()
        => from rule in _setRules.ByLabels
           from family in _rules.Families
           where UsesSet(rule, family)
           select (SetName(rule, family), family, rule.Remote.In(family));

    /// <summary>The sets that these rules could have had with any document.</summary>
    public IEnumerable<(string Name, IpFamily Family)> PossibleSets()
        => from rule in _setRules.ByLabels
           from family in _rules.Families
           where !rule.Remote.IsAny(family)
           select (SetName(rule, family), family);

    /// <summary>The chains with the command of their family and the built-in chain that jumps to them.</summary>
    /// <remarks>Where Docker has the chain <see cref="DockerHook"/>, the jump to the chain for forwarded traffic belongs there.</remarks>
    public IEnumerable<(string Command, string Chain, string Hook)> Chains()
        => from family in Families
           from chain in FilledChains
           select (Command(family), Chain(chain), Hook(chain));

    /// <summary>The chain that Docker visits before its own rules and leaves to the user. It ends with a return to FORWARD.</summary>
    public const string DockerHook = "DOCKER-USER";

    public static string Hook(IptablesChain chain) => chain switch
    {
        IptablesChain.Egress => "OUTPUT",
        IptablesChain.Ingress => "INPUT",
        _ => "FORWARD",
    };

    public static string Hook(Direction direction) => Hook(ChainOf(direction));

    public static string Command(IpFamily family) => family == IpFamily.IPv4 ? "iptables" : "ip6tables";

    public static IptablesChain ChainOf(Direction direction) => direction == Direction.Egress ? IptablesChain.Egress : IptablesChain.Ingress;
}
