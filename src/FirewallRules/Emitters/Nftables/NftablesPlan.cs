using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>The table, chains and sets of a rule set.</summary>
internal sealed class NftablesPlan
{
    private readonly NftablesOptions _options;
    private readonly IReadOnlyDictionary<Rule, string> _names;

    /// <param name="rules">The rules.</param>
    /// <param name="options">The options.</param>
    public NftablesPlan(RuleSet rules, NftablesOptions options)
    {
        _options = options;
        (Rules, Families) = (rules.ByLabels, rules.Families);
        _names = RuleNames.Of(rules, options.NamePrefix, '_', NftablesLimits.NameLength);
        var directions = OutputHeader.Directions(rules);
        Hooks = [.. AllHooks.Where(hook => hook == NftablesHook.Forward
            ? options.DefaultDeny is { Forward: true }
            : directions.Any(direction => IsIn(hook, direction)))];
    }

    /// <summary>The rules that the chains and the sets are for.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The families that the rules are for.</summary>
    public IReadOnlyList<IpFamily> Families { get; }

    /// <summary>The chains that the output fills.</summary>
    public IReadOnlyList<NftablesHook> Hooks { get; }

    /// <summary>The chains that an output for other rules of the same name prefix may have filled.</summary>
    public IEnumerable<NftablesHook> OtherHooks => AllHooks.Except(Hooks);

    /// <summary>All chains that an output in this mode may have.</summary>
    public IEnumerable<NftablesHook> AllHooks => _options.Mode switch
    {
        NftablesMode.Table => [NftablesHook.Output, NftablesHook.Input, NftablesHook.Forward],
        NftablesMode.Include => [NftablesHook.Output, NftablesHook.Input],
        _ => [],
    };

    /// <summary>
    /// The sets. Mode sets includes empty ones, because the user's own rules refer to them and they must not keep old addresses. Removal
    /// includes all sets that these rules could have had with any document and for any family.
    /// </summary>
    public IEnumerable<(Rule Rule, IpFamily Family, string Name)> Sets
        => from rule in Rules
           from family in _options.Remove ? IpFamilies.Both : Families
           where _options.EffectiveTable.Supports(family) && !rule.Remote.IsAny(family)
           where _options.Mode == NftablesMode.Sets || _options.Remove || rule.Remote.Has(family)
           select (rule, family, $"{_names[rule]}_{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}");

    /// <summary>The name of a chain. All names begin with the prefix, because the table may belong to others.</summary>
    public string Chain(NftablesHook hook) => $"{_options.NamePrefix}_" + (_options.Mode == NftablesMode.Table
        ? Name(hook)
        : hook == NftablesHook.Output ? "egress" : "ingress");

    /// <summary>Whether rules of a direction apply to the packets of a hook.</summary>
    public static bool IsIn(NftablesHook hook, Direction direction) => hook switch
    {
        NftablesHook.Output => direction == Direction.Egress,
        NftablesHook.Input => direction == Direction.Ingress,
        _ => true,
    };

    /// <summary>The name of a hook in nft.</summary>
    public static string Name(NftablesHook hook) => hook switch
    {
        NftablesHook.Output => "output",
        NftablesHook.Input => "input",
        _ => "forward",
    };
}
