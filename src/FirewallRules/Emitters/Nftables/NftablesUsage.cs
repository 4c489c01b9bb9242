using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The header lines about loading the output and about what remains for the user to do.</summary>
internal static class NftablesUsage
{
    private const string OtherTables = "An accept here does not override a drop or reject in a base chain of another table, such as firewalld's.";

    public static IEnumerable<string> Lines(NftablesOptions options, NftablesPlan plan)
    {
        var load = options.Output == NftablesOutput.Json ? "nft -j -f FILE" : "nft -f FILE";
        return options.Remove
            ? Remove(options, load)
            : Enumerable.Concat([$"Load: {load}; it is one transaction and can be repeated."], options.Mode switch
            {
                NftablesMode.Include => Include(options, plan),
                NftablesMode.Table => Table(options),
                _ => ["Refer to the sets in your own rules, for example: ip daddr @SET tcp dport 443 accept"],
            });
    }

    private static IEnumerable<string> Remove(NftablesOptions options, string load)
    {
        var table = options.EffectiveTable;
        yield return options.IsOwnTable
            ? $"Remove: {load} deletes the table {table.Family} {table.Name} with all that is in it; it can be run repeatedly."
            : $"Remove: {load} removes all of the above in one transaction; it can be run repeatedly. The table {table.Family} {table.Name} stays.";
        if (options.Mode == NftablesMode.Include)
        {
            yield return "Delete the rules that jump to its chains first: as long as one exists, nft rejects the file and changes nothing.";
        }
    }

    private static IEnumerable<string> Include(NftablesOptions options, NftablesPlan plan)
    {
        var table = options.EffectiveTable;
        yield return "The rules take effect when a base chain of the same table jumps to them. Run once:";
        foreach (var hook in plan.Hooks)
        {
            yield return $"nft insert rule {table.Family} {table.Name} {NftablesPlan.Name(hook)} jump {plan.Chain(hook)}";
        }

        yield return "The jump must come before the first rule that drops or rejects this traffic: insert puts it first, add would put it last.";
        yield return options.Output == NftablesOutput.Json
            ? "After a reboot or 'flush ruleset', load this file and insert the jump again."
            : "A ruleset file must have the jump as a line of its chain, and include this file after 'flush ruleset' and before that chain.";
        foreach (var chain in plan.OtherHooks.Select(plan.Chain))
        {
            yield return $"The chain {chain} is empty. To delete it when no rule jumps to it: nft delete chain {table.Family} {table.Name} {chain}";
        }

        yield return OtherTables;
    }

    private static IEnumerable<string> Table(NftablesOptions options)
    {
        if (options.DefaultDeny is not { } deny)
        {
            yield return "A separate table that only accepts does not restrict traffic or override a drop in other tables: "
                + "use a default deny, or mode include.";
        }
        else
        {
            yield return "TCP connections that exist when the file is loaded continue; UDP packets are judged by the rules.";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Packets of unknown TCP connections are accepted for {(int)NftablesDefaultDeny.AdoptionTime.TotalMinutes} minutes after a load, unless they "
                + $"open a connection.");
            if (deny.Forward)
            {
                yield return "Forwarded connections are allowed by the destination and port of egress rules, and by the source and the port before "
                    + "translation (DNAT) of ingress rules.";
            }

            yield return OtherTables;
        }

        if (options.Priority != 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The chains have priority {options.Priority}. nft cannot change it: before another priority, load the output that removes these rules.");
        }
    }
}
