using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>Finds where the chains of mode include are entered, and where a jump to them belongs.</summary>
internal static class NftablesJumps
{
    /// <summary>The jumps that have to be inserted.</summary>
    /// <exception cref="CliException">There is no base chain for one, or there are several.</exception>
    public static IReadOnlyList<NftablesJump> Missing(NftablesListing live, NftablesTable table, NftablesPlan plan)
        => [.. plan.Hooks.Select(hook => Missing(live, table, hook, plan.Chain(hook))).OfType<NftablesJump>()];

    private static NftablesJump? Missing(NftablesListing live, NftablesTable table, NftablesHook hook, string chain)
    {
        if (live.BaseChains(table, NftablesPlan.Name(hook)).Any(from => live.Leads(table, from, chain)))
        {
            return null;
        }

        var traffic = hook == NftablesHook.Output ? "outgoing" : "incoming";
        return live.BaseChains(table, NftablesPlan.Name(hook), "filter") switch
        {
            [] => throw CliException.Usage(
                $"The table {table} has no base chain for {traffic} traffic that could jump to {chain}, so the rules would have no effect: name the table "
                    + "that has one with --table, or use --mode table for a table of its own; nothing was changed."),
            [var name] when NftablesJump.IsPlain(name) => new NftablesJump(name, chain),
            var names => throw CliException.Usage(
                $"The table {table} has no jump to {chain}, and it is not clear which chain needs one ({string.Join(", ", names)}): insert it with "
                    + $"'nft insert rule {table.Family} {table.Name} CHAIN jump {chain}' when the chain exists, such as after 'nft add chain "
                    + $"{table.Family} {table.Name} {chain}'; nothing was changed."),
        };
    }
}
