namespace FirewallRules.Emitters;

/// <summary>The header lines about loading the output and about what remains for the user to do.</summary>
internal static class NftablesUsage
{
    /// <summary>The chains that an update leaves empty.</summary>
    public static IEnumerable<string> EmptyChains(NftablesOptions options, IEnumerable<Direction> stale)
    {
        var table = options.EffectiveTable;
        return stale.Select(direction => NftablesPlan.Chain(options, direction)).Select(chain =>
            $"The chain {chain} is emptied but not deleted, because your rules may jump to it. To delete it when no rule does: "
            + $"nft delete chain {table.Family} {table.Name} {chain}");
    }

    public static IEnumerable<string> Lines(NftablesOptions options, IReadOnlyList<Direction> directions)
    {
        var load = options.Output == NftablesOutput.Json ? "nft -j -f FILE" : "nft -f FILE";
        var table = options.EffectiveTable;
        if (options.Remove)
        {
            yield return $"Remove: {load} removes all of the above in one transaction; it can be run repeatedly.";
            if (options.Mode == NftablesMode.Include)
            {
                yield return "Delete the rules that jump to its chains first: as long as one exists, nft rejects the file and changes nothing.";
            }

            yield break;
        }

        yield return $"Load: {load}; it is one transaction and can be repeated.";
        switch (options.Mode)
        {
            case NftablesMode.Include:
                yield return "The rules take effect when a base chain of the same table jumps to them. Run once:";
                foreach (var direction in directions)
                {
                    yield return $"nft add rule {table.Family} {table.Name} {NftablesPlan.Hook(direction)} jump {NftablesPlan.Chain(options, direction)}";
                }

                yield return "An accept here does not override a drop in a base chain of another table.";
                break;
            case NftablesMode.Table when options.DefaultDeny is null:
                yield return "A separate table that only accepts does not restrict traffic or override a drop in other tables: "
                    + "use a default deny, or mode include.";
                break;
            case NftablesMode.Sets:
                yield return "Refer to the sets in your own rules, for example: ip daddr @SET tcp dport 443 accept";
                break;
            default:
                break;
        }
    }
}
