using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>A table of nftables: its chains and the elements of its sets and maps.</summary>
/// <param name="family">The family, such as <c>inet</c>.</param>
/// <param name="name">The name. Untrusted text.</param>
/// <param name="isOurs">Whether a chain of the table, by its name, is of this project.</param>
internal sealed class NftablesTableState(string family, string name, Func<string, bool> isOurs)
{
    private readonly Dictionary<string, (LiveChain Chain, JsonElement? Base)> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NftablesSet> _sets = new(StringComparer.Ordinal);
    private readonly List<(string Chain, JsonElement Rule)> _rules = [];

    public string Family { get; } = family;

    public string Name { get; } = name;

    /// <summary>Whether no packet passes its chains, as with the flag <c>dormant</c>.</summary>
    public bool IsDormant { get; set; }

    /// <summary>The base chains, each with what was declared for it.</summary>
    public IEnumerable<(LiveChain Chain, JsonElement Declaration)> BaseChains
        => _chains.Values.Where(chain => chain.Base is not null).Select(chain => (chain.Chain, chain.Base!.Value));

    /// <summary>The sets that hold addresses only.</summary>
    public IEnumerable<KeyValuePair<string, AddressSet>> AddressSets
        => from set in _sets
           where set.Value.Addresses is not null
           select new KeyValuePair<string, AddressSet>(set.Key, set.Value.Addresses!);

    /// <summary>The names of the sets that hold something else.</summary>
    public IEnumerable<string> OtherSets => _sets.Where(set => set.Value.Addresses is null).Select(set => set.Key);

    /// <summary>The chain of that name; it is made if it is not declared yet.</summary>
    public LiveChain Chain(string chain)
    {
        if (!_chains.TryGetValue(chain, out var found))
        {
            found = (new LiveChain($"{Family} {Name} {chain}", isOurs(chain)), null);
            _chains[chain] = found;
        }

        return found.Chain;
    }

    public void Declare(string chain, JsonElement declaration)
        => _chains[chain] = (Chain(chain), declaration.TryGetProperty("hook", out _) ? declaration : _chains[chain].Base);

    public void AddElements(string set, JsonElement elements)
    {
        if (!_sets.TryGetValue(set, out var held))
        {
            _sets[set] = held = new NftablesSet();
        }

        held.Add(elements);
    }

    public void AddRule(string chain, JsonElement rule) => _rules.Add((chain, rule));

    public void FlushSet(string set) => _sets[set] = new NftablesSet();

    public void FlushChain(string chain) => _rules.RemoveAll(rule => string.Equals(rule.Chain, chain, StringComparison.Ordinal));

    public void DeleteChain(string chain) => _chains.Remove(chain);

    /// <summary>Reads the rules, when all sets and chains are known.</summary>
    public void ReadRules()
    {
        foreach (var set in _rules.SelectMany(rule => NftablesRuleReader.Changes(Statements(rule.Rule))).Distinct(StringComparer.Ordinal))
        {
            if (_sets.TryGetValue(set, out var changed))
            {
                changed.IsChanging = true;
            }
        }

        var reader = new NftablesRuleReader(_sets.GetValueOrDefault, Chain);
        foreach (var (chain, rule) in _rules)
        {
            var statements = Statements(rule);
            Chain(chain).Rules.AddRange(reader.Read(statements, NftablesText.Of(statements, NftablesValues.Text(rule, "comment"))));
        }

        _rules.Clear();
    }

    private static IReadOnlyList<JsonElement> Statements(JsonElement rule)
        => rule.TryGetProperty("expr", out var expr) && expr.ValueKind == JsonValueKind.Array ? [.. expr.EnumerateArray()] : [];
}
