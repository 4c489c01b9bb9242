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

    /// <summary>The rules that are new or have changed. A changed description, which contains the document version, does not count.</summary>
    public IReadOnlyList<AzureNsgRule> Changed { get; }

    /// <summary>The rules that only the older plan has.</summary>
    public IReadOnlyList<AzureNsgRule> Removed { get; }

    /// <summary>The maximum number of addresses of a direction that the NSG has while the rules are changed one by one.</summary>
    public Func<Direction, long> MostAddresses { get; }

    private static bool IsSame(AzureNsgRule old, AzureNsgRule rule)
        => old with { Description = "", Ports = rule.Ports, Remote = rule.Remote } == rule with { Description = "" }
            && old.Ports.SequenceEqual(rule.Ports, StringComparer.Ordinal) && old.Remote.SequenceEqual(rule.Remote, StringComparer.Ordinal);

    private static long Addresses(AzureNsgRule? rule, Direction direction)
        => rule is null || rule.Direction != direction || rule.Remote is [AzureNsgRule.Any] ? 0 : rule.Remote.Count;
}
