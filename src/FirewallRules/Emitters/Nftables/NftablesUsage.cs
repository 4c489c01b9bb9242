namespace FirewallRules.Emitters;

/// <summary>What the header says about loading the output and about what it needs from the user.</summary>
internal static class NftablesUsage
{
    public static string Chain(NftablesOptions options, Direction direction)
        => options.Mode == NftablesMode.Table
            ? (direction == Direction.Egress ? "output" : "input")
            : $"{options.NamePrefix}_{(direction == Direction.Egress ? "egress" : "ingress")}";

    /// <summary>Directions whose chains only the older rules had, and to which rules of the user's own may jump.</summary>
    public static IEnumerable<Direction> StaleDirections(NftablesOptions options, RuleSet rules, RuleSet? old)
        => old is null || options.Mode != NftablesMode.Include ? [] : OutputHeader.Directions(old).Except(OutputHeader.Directions(rules));

    /// <summary>What an update leaves for the user to delete.</summary>
    public static IEnumerable<string> Left(NftablesOptions options, RuleSet rules, RuleSet? old)
    {
        var table = options.EffectiveTable;
        return StaleDirections(options, rules, old).Select(direction =>
            $"The chain {Chain(options, direction)} is emptied and stays, because a rule of yours may jump to it. When none does: "
            + $"nft delete chain {table.Family} {table.Name} {Chain(options, direction)}");
    }

    public static IEnumerable<string> Lines(NftablesOptions options, RuleSet rules)
    {
        var load = options.Format == NftablesFormat.Json ? "nft -j -f FILE" : "nft -f FILE";
        var table = options.EffectiveTable;
        if (options.Remove)
        {
            yield return $"Remove: {load}, which takes the above away and may run twice.";
            if (options.Mode == NftablesMode.Include)
            {
                yield return "Delete the rules that jump to its chains first; nft keeps a chain that is jumped to and changes nothing then.";
            }

            yield break;
        }

        yield return $"Load: {load}, as often as you like; it is one transaction.";
        switch (options.Mode)
        {
            case NftablesMode.Include:
                yield return "It takes effect where a base chain of the same table jumps to it. Once:";
                foreach (var direction in OutputHeader.Directions(rules))
                {
                    var hook = direction == Direction.Egress ? "output" : "input";
                    yield return $"nft add rule {table.Family} {table.Name} {hook} jump {Chain(options, direction)}";
                }

                yield return "An accept here does not override a drop in a base chain of another table.";
                break;
            case NftablesMode.Table when options.DefaultDeny is null:
                yield return "A table of its own that only accepts restricts nothing, and overrides no drop elsewhere: ask for a default deny, or for mode include.";
                break;
            case NftablesMode.Sets:
                yield return "Refer to the sets in rules of your own, for example: ip daddr @SET tcp dport 443 accept";
                break;
            default:
                break;
        }
    }
}
