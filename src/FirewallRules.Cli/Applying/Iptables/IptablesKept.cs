namespace FirewallRules.Cli.Applying;

/// <summary>The chains, jumps and sets that a script changes, and what they are at present.</summary>
/// <param name="Families">The families.</param>
/// <param name="Sets">The sets that exist.</param>
/// <param name="NewSets">The sets that the script creates.</param>
/// <param name="Saved">All sets that exist.</param>
internal sealed record IptablesKept(
    IReadOnlyList<IptablesKeptFamily> Families, IReadOnlyList<string> Sets, IReadOnlyList<string> NewSets, SavedSets Saved);

/// <summary>The chains and jumps of one family.</summary>
/// <param name="Command"><c>iptables</c> or <c>ip6tables</c>.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Chains">Every chain that the script may create, change or remove, with each built-in chain that may jump to it.</param>
internal sealed record IptablesKeptFamily(string Command, SavedTables Tables, IReadOnlyList<(string Chain, IReadOnlyList<string> Hooks)> Chains)
{
    /// <summary>The chains that exist.</summary>
    public IEnumerable<string> Present => Chains.Select(chain => chain.Chain).Where(Tables.HasChain);

    /// <summary>The chains that do not exist.</summary>
    public IEnumerable<string> Absent => Chains.Select(chain => chain.Chain).Where(chain => !Tables.HasChain(chain));

    /// <summary>The rules of the chains, as lines.</summary>
    public IEnumerable<string> Rules => Present.SelectMany(Tables.RulesOf);

    /// <summary>The positions of the jumps, each with the chains at both ends.</summary>
    public IEnumerable<(string Hook, string Chain, IReadOnlyList<int> Positions)> Jumps
        => from chain in Chains
           from hook in chain.Hooks
           select (hook, chain.Chain, Tables.Jumps(hook, chain.Chain));
}
