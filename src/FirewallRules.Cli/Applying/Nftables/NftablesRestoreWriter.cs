using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>Writes the transaction that brings the chains and sets of an output back to what they were.</summary>
/// <remarks>
/// Chains and sets that exist before and after are emptied and filled, not deleted: the kernel drops packets while one base chain replaces
/// another. Everything is declared first, so that no command fails because something is missing.
/// </remarks>
internal sealed class NftablesRestoreWriter(TextWriter writer, NftablesKept kept)
{
    /// <summary>The ways, each for where the one before fails.</summary>
    public static IReadOnlyList<NftablesRestoreWay> Ways { get; } = Enum.GetValues<NftablesRestoreWay>();

    public void Write(NftablesRestoreWay way)
    {
        using var commands = new NftablesScriptWriter(writer, kept.Table);
        commands.AddTable();
        if (kept is { HasTable: false, IsOwnTable: true })
        {
            commands.DeleteTable();
            return;
        }

        if (way == NftablesRestoreWay.Replaced)
        {
            foreach (var chain in kept.Chains)
            {
                Empty(commands, chain);
            }

            foreach (var chain in kept.Chains.Except(kept.NewChains, StringComparer.Ordinal))
            {
                commands.DeleteChain(chain);
            }
        }

        Write(kept.Blocks.Select(block => string.Concat(block.Declaration.Select(line => line + "\n"))));
        foreach (var chain in kept.Chains)
        {
            Empty(commands, chain);
        }

        foreach (var set in kept.Blocks.Where(block => block.Kind == "set").Select(block => block.Name))
        {
            commands.FlushSet(set);
        }

        RemoveNew(commands, way);
        Write(kept.Blocks.Select(block => block.ToString()));
    }

    // A chain that does not exist cannot be emptied. One that exists is not changed by this, whatever hook it has.
    private static void Empty(NftablesScriptWriter commands, string chain)
    {
        commands.AddChain(chain);
        commands.FlushChain(chain);
    }

    private void RemoveNew(NftablesScriptWriter commands, NftablesRestoreWay way)
    {
        foreach (var chain in way == NftablesRestoreWay.Emptied ? [] : kept.NewChains)
        {
            commands.DeleteChain(chain);
        }

        foreach (var set in kept.NewSets)
        {
            if (kept.Sets[set] == IpFamily.None)
            {
                commands.AddProtocolSet(set);
            }
            else
            {
                commands.AddSet(set, kept.Sets[set]);
            }

            if (way == NftablesRestoreWay.Emptied)
            {
                commands.FlushSet(set);
            }
            else
            {
                commands.DeleteSet(set);
            }
        }
    }

    private void Write(IEnumerable<string> blocks)
    {
        if (blocks.ToList() is { Count: > 0 } all)
        {
            writer.Line($"table {kept.Table.Family} {kept.Table.Name} {{");
            all.ForEach(writer.Write);
            writer.Line("}");
        }
    }
}
