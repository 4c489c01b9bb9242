namespace FirewallRules.Emitters;

/// <summary>The difference between two plans for one NSG, by the names of their rules.</summary>
internal sealed class AzureNsgDelta
{
    public AzureNsgDelta(IReadOnlyList<AzureNsgRule> previous, IReadOnlyList<AzureNsgRule> rules)
    {
        var (before, after) = (previous.ToDictionary(rule => rule.Name, StringComparer.Ordinal), rules.ToDictionary(rule => rule.Name, StringComparer.Ordinal));
        Changed = [.. rules.Where(rule => !before.TryGetValue(rule.Name, out var old) || !IsSame(old, rule))];
        Removed = [.. previous.Where(rule => !after.ContainsKey(rule.Name))];
        MostAddresses = direction => before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Sum(name => Math.Max(Addresses(before.GetValueOrDefault(name), direction), Addresses(after.GetValueOrDefault(name), direction)));
    }

    /// <summary>The rules that are new or have changed. A changed description does not count.</summary>
    public IReadOnlyList<AzureNsgRule> Changed { get; }

    /// <summary>The rules that only the older plan has.</summary>
    public IReadOnlyList<AzureNsgRule> Removed { get; }

    /// <summary>
    /// The maximum number of addresses on the remote side of a direction, which is the local side of the other one, that the NSG has while the
    /// rules are changed one by one.
    /// </summary>
    public Func<Direction, long> MostAddresses { get; }

    private static bool IsSame(AzureNsgRule old, AzureNsgRule rule)
        => old.Priority == rule.Priority && old.Content == rule.Content;

    private static long Addresses(AzureNsgRule? rule, Direction direction)
        => rule is null ? 0 : Count(rule.Direction == direction ? rule.Remote : rule.Local);

    private static long Count(IReadOnlyList<string> side) => side is [AzureNsgRule.Any] ? 0 : side.Count;
}
