using System.Globalization;
using FirewallRules.Emitters;
using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>
/// The live state of iptables, as <c>iptables-save</c> and <c>ip6tables-save</c> print it, with the sets that <c>ipset save</c> prints.
/// </summary>
/// <remarks>
/// All tables are read, with policies, jumps and sets. Conditions without a model, such as users, marks or rates, make the addresses they apply
/// to unknown. Tables that were made with <c>nft</c> are not in this state: add them with <see cref="LiveState.Beside"/>. Where the tables of both
/// <c>iptables-nft</c> and <c>iptables-legacy</c> are in use, join the outputs of <c>iptables-nft-save</c> and <c>iptables-legacy-save</c>.
/// </remarks>
public sealed class IptablesState : LiveState
{
    private readonly IptablesOptions _options;
    private readonly bool _setsOnly;

    private IptablesState(IptablesOptions options, bool setsOnly, IpsetListing sets, IReadOnlyList<IptablesRuleset> rulesets)
    {
        (_options, _setsOnly) = (options, setsOnly);
        Live = PolicyOf(rulesets, sets, isExpected: false);
    }

    /// <inheritdoc />
    internal override LivePolicy Live { get; }

    /// <summary>Reads the state for rules that were written with <see cref="IptablesEmitter"/>.</summary>
    /// <param name="iptablesSave">The output of <c>iptables-save</c>; <see langword="null"/> where IPv4 is not judged.</param>
    /// <param name="ip6tablesSave">The output of <c>ip6tables-save</c>; <see langword="null"/> where IPv6 is not judged.</param>
    /// <param name="ipsetSave">The output of <c>ipset save</c>; <see langword="null"/> where no rule uses a set.</param>
    /// <param name="options">The options that this project's rules were written with; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">Neither family is given.</exception>
    /// <exception cref="LiveStateFormatException">A text is something else.</exception>
    public static IptablesState Parse(string? iptablesSave, string? ip6tablesSave, string? ipsetSave = null, IptablesOptions? options = null)
        => Parse(iptablesSave, ip6tablesSave, ipsetSave, options ?? new IptablesOptions(), setsOnly: false);

    /// <summary>Reads the state for rules that were written with <see cref="IpsetEmitter"/>.</summary>
    /// <inheritdoc cref="Parse(string, string, string, IptablesOptions)" />
    public static IptablesState Parse(string? iptablesSave, string? ip6tablesSave, string? ipsetSave, IpsetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var iptables = new IptablesOptions { NamePrefix = options.NamePrefix, IpsetThreshold = 0, DefaultDeny = options.DefaultDeny };
        return Parse(iptablesSave, ip6tablesSave, ipsetSave, iptables, options.SetsOnly);
    }

    /// <inheritdoc />
    internal override LivePolicy Expect(RuleSet rules)
    {
        var plan = new IptablesPlan(rules, _options with { Output = IptablesOutput.Script, Remove = false }, _setsOnly);
        var sets = new IpsetListing();
        foreach (var (name, family, addresses) in plan.Sets())
        {
            sets.Add(name, new IpsetState(family, addresses));
        }

        return PolicyOf([.. _setsOnly ? [] : rules.Families.Select(Ruleset)], sets, isExpected: true);

        IptablesRuleset Ruleset(IpFamily family)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            new IptablesRestoreWriter(text, plan, family).Write();
            return IptablesRuleset.Read(text.ToString(), family, sets, (table, chain) => Make(_options, family, table, chain));
        }
    }

    private static IptablesState Parse(string? iptablesSave, string? ip6tablesSave, string? ipsetSave, IptablesOptions options, bool setsOnly)
    {
        if (iptablesSave is null && ip6tablesSave is null && !setsOnly)
        {
            throw new ArgumentException("Give the output of iptables-save, of ip6tables-save, or both.", nameof(iptablesSave));
        }

        var sets = IpsetListing.Read(ipsetSave ?? "");
        List<IptablesRuleset> rulesets = [];
        foreach (var (text, family) in new[] { (iptablesSave, IpFamily.IPv4), (ip6tablesSave, IpFamily.IPv6) })
        {
            if (text is not null)
            {
                rulesets.Add(IptablesRuleset.Read(text, family, sets, (table, chain) => Make(options, family, table, chain)));
            }
        }

        return new IptablesState(options, setsOnly, sets, rulesets);
    }

    private static LiveChain Make(IptablesOptions options, IpFamily family, string table, string chain)
    {
        var kind = chain.StartsWith(options.NamePrefix.ToUpperInvariant() + "-", StringComparison.Ordinal) && table == "filter"
            ? chain[(options.NamePrefix.Length + 1)..]
            : "";
        return new LiveChain($"{(family == IpFamily.IPv4 ? "iptables" : "ip6tables")} {table} {chain}", kind is "EGRESS" or "INGRESS" or "FORWARD")
        {
            AllowsByReturn = kind == "FORWARD",
        };
    }

    private LivePolicy PolicyOf(IReadOnlyList<IptablesRuleset> rulesets, IpsetListing sets, bool isExpected)
    {
        var entries = from ruleset in rulesets
                      from entry in new[] { ("EGRESS", Direction.Egress, false), ("INGRESS", Direction.Ingress, false), ("FORWARD", default, true) }
                      let chain = ruleset.Chain("filter", $"{_options.NamePrefix.ToUpperInvariant()}-{entry.Item1}")
                      where isExpected && chain is not null && (!entry.Item3 || _options.DefaultDeny is { Forward: true })
                      select new LiveHook(
                          chain!,
                          [.. LiveTraffic.All.Where(traffic => traffic.IsForwarded == entry.Item3 && (entry.Item3 || traffic.Direction == entry.Item2))],
                          ruleset.Family,
                          0,
                          IsTranslated: entry.Item3,
                          LiveAction.Continue)
                      {
                          Phases = LivePhases.All,
                      };
        return new LivePolicy(rulesets.SelectMany(ruleset => ruleset.Hooks).Concat(entries))
        {
            Families = _setsOnly ? [IpFamily.IPv4, IpFamily.IPv6] : [.. rulesets.Select(ruleset => ruleset.Family)],
            Sets = _setsOnly ? new Dictionary<string, AddressSet>(sets.AddressSets, StringComparer.Ordinal) : null,
            OpaqueSets = [.. sets.OtherSets],
            Replaced = rulesets.SelectMany(ruleset => ruleset.Replaced).ToHashSet(StringComparer.Ordinal),
            Unread = rulesets.SelectMany(ruleset => ruleset.Unread).ToHashSet(StringComparer.Ordinal),
        };
    }
}
