namespace FirewallRules.Cli.Applying;

/// <summary>The chains and sets that an output writes to, and what they are at present. Everything else is left alone, before and after.</summary>
/// <param name="Table">The table.</param>
/// <param name="IsOwnTable">Whether the table belongs to the output with all that is in it.</param>
/// <param name="HasTable">Whether the table exists.</param>
/// <param name="Chains">The chains that the output writes to.</param>
/// <param name="Sets">The sets that it writes to, with their family; <see cref="IpFamily.None"/> for a set of protocols.</param>
/// <param name="Blocks">The chains and sets that exist, and the sets that they refer to, with counters and lifetimes.</param>
/// <param name="Stateless">The same without counters and lifetimes.</param>
/// <param name="Jumps">The jumps that the output inserts, because there are none.</param>
internal sealed record NftablesKept(
    NftablesTable Table,
    bool IsOwnTable,
    bool HasTable,
    IReadOnlyList<string> Chains,
    IReadOnlyDictionary<string, IpFamily> Sets,
    IReadOnlyList<NftablesBlock> Blocks,
    IReadOnlyList<NftablesBlock> Stateless,
    IReadOnlyList<NftablesJump> Jumps)
{
    /// <summary>The chains that the output creates.</summary>
    public IEnumerable<string> NewChains => Chains.Where(chain => !Has("chain", chain));

    /// <summary>The sets that the output creates.</summary>
    public IEnumerable<string> NewSets => Sets.Keys.Where(set => !Has("set", set));

    private bool Has(string kind, string name) => Blocks.Any(block => block.Kind == kind && block.Name == name);
}
