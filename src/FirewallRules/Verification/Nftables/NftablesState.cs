using System.Text;
using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>The live state of nftables, as <c>nft -j list ruleset</c> prints it.</summary>
/// <remarks>
/// Tables of all families are read, with priorities, policies, jumps, sets, maps and verdict maps. Conditions without a model, such as users,
/// marks, rates or the matches of iptables, make the addresses they apply to unknown.
/// </remarks>
public sealed class NftablesState : LiveState
{
    private readonly NftablesOptions _options;

    private NftablesState(NftablesOptions options, NftablesRuleset ruleset, NftablesListing? listing)
    {
        _options = options;
        Live = PolicyOf(ruleset, entries: [], listing);
    }

    /// <inheritdoc />
    internal override LivePolicy Live { get; }

    /// <summary>Reads the output of <c>nft -j list ruleset</c>.</summary>
    /// <param name="json">The output.</param>
    /// <param name="options">The options that this project's rules were written with; <see langword="null"/> for the defaults.</param>
    /// <param name="text">
    /// The output of <c>nft list ruleset</c> without <c>-j</c>, from which only what JSON leaves out is read: whether a table is dormant, and the devices
    /// of chains for ingress and egress. Without it, no table counts as dormant, and what such chains lose makes results unknown.
    /// </param>
    /// <exception cref="LiveStateFormatException">A text is something else.</exception>
    public static NftablesState Parse(string json, NftablesOptions? options = null, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), options, text);
    }

    /// <inheritdoc cref="Parse(string, NftablesOptions, string)" />
    public static NftablesState Parse(ReadOnlyMemory<byte> json, NftablesOptions? options = null, string? text = null)
    {
        var used = options ?? new NftablesOptions();
        var ruleset = NftablesRuleset.Read(json, (family, table, chain) => IsOurs(used, family, table, chain));
        return new NftablesState(used, ruleset, text is null ? null : NftablesListing.Read(text));
    }

    /// <inheritdoc />
    internal override LivePolicy Expect(RuleSet rules)
    {
        var written = rules.ToNftables(_options with { Output = NftablesOutput.Json, Remove = false });
        var ruleset = NftablesRuleset.Read(Encoding.UTF8.GetBytes(written), (_, _, _) => true);
        return PolicyOf(ruleset, _options.Mode == NftablesMode.Include
            ? [($"{_options.NamePrefix}_egress", Direction.Egress), ($"{_options.NamePrefix}_ingress", Direction.Ingress)]
            : []);
    }

    // In a table of its own everything is ours, whoever added it.
    private static bool IsOurs(NftablesOptions options, string family, string table, string chain)
    {
        if (options.Mode == NftablesMode.Sets || options.EffectiveTable.Family != family || options.EffectiveTable.Name != table)
        {
            return false;
        }

        return options.IsOwnTable || (chain.StartsWith(options.NamePrefix + "_", StringComparison.Ordinal)
            && chain[(options.NamePrefix.Length + 1)..] is "egress" or "ingress" or "output" or "input" or "forward");
    }

    /// <param name="ruleset">The ruleset.</param>
    /// <param name="entries">The chains that a base chain is expected to jump to.</param>
    /// <param name="listing">What JSON leaves out.</param>
    private LivePolicy PolicyOf(
        NftablesRuleset ruleset, IReadOnlyList<(string Chain, Direction Direction)> entries, NftablesListing? listing = null)
    {
        var hooks = from table in ruleset.Tables
                    from chain in table.BaseChains
                    let hook = NftablesHooks.Of(table, chain.Chain, chain.Declaration, listing)
                    where hook is not null
                    select hook!;
        var ours = ruleset.Table(_options.EffectiveTable.Family, _options.EffectiveTable.Name);
        var family = _options.EffectiveTable.Family switch { "ip" => IpFamily.IPv4, "ip6" => IpFamily.IPv6, _ => (IpFamily?)null };
        var entered = from entry in entries
                      where ours is not null
                      select new LiveHook(
                          ours!.Chain(entry.Chain), [new LiveTraffic(entry.Direction, IsForwarded: false)], family, 0, IsTranslated: false, LiveAction.Continue)
                      {
                          Phases = LivePhases.All,
                      };
        return new LivePolicy(hooks.Concat(entered))
        {
            Sets = _options.Mode == NftablesMode.Sets ? new Dictionary<string, AddressSet>(ours?.AddressSets ?? [], StringComparer.Ordinal) : null,
            OpaqueSets = [.. ours?.OtherSets ?? []],
            Unmodelled = [.. ruleset.Tables.Where(IsBelowIP).Select(table => $"table {table.Family} {table.Name} decides about {Packets(table)}")],
        };
    }

    // What bridges and ARP lose is lost for IP.
    private static bool IsBelowIP(NftablesTableState table)
        => table is { Family: "bridge" or "arp", IsDormant: false } && table.BaseChains.Any(chain => NftablesValues.Text(chain.Declaration, "policy") is "drop"
            || chain.Chain.Rules.Exists(rule => rule.Action != LiveAction.Accept));

    private static string Packets(NftablesTableState table) => table.Family == "arp" ? "ARP" : "bridged packets";
}
