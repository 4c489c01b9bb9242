using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>nftables: a transaction of the kernel.</summary>
/// <param name="format">The format of the rules.</param>
/// <param name="options">How the rules are written.</param>
internal sealed class NftablesFirewall(GenerateFormat format, NftablesOptions options) : HostFirewall(format)
{
    private readonly NftablesTable _table = options.EffectiveTable;

    public override string Name => "nftables rules";

    public override string LoadCommand => $"nft -f {ApplyFolder.Rules}";

    public override IReadOnlyList<string> Tools(RuleSet rules) => ["nft"];

    public override IReadOnlyList<string> MissingJumps(HostState live, RuleSet rules)
        => [.. Jumps(live, rules).Select(jump => $"nft insert rule {_table.Family} {_table.Name} {jump.From} jump {jump.To}")];

    public override string Write(HostState live, RuleSet rules)
        => rules.ToNftables(options)
            + string.Concat(Jumps(live, rules).Select(jump => $"insert rule {_table.Family} {_table.Name} {jump.From} jump {jump.To}\n"));

    public override void Keep(ApplyFolder stage, string path, HostState live, RuleSet rules)
    {
        var kept = KeptOf(live, rules);
        RootFolder.Create(stage.In("kept"));
        foreach (var block in NftablesSteps.Comparable(kept))
        {
            stage.Write($"kept/{block.Name}", NftablesSteps.Listing(_table, block));
        }

        foreach (var way in NftablesRestoreWriter.Ways)
        {
            stage.Write($"{way.ToString().ToLowerInvariant()}.nft", Text(writer => new NftablesRestoreWriter(writer, kept).Write(way)));
        }

        stage.Write(ApplyFolder.StepsScript, Text(writer => NftablesSteps.Write(writer, path, kept)));
        LinuxHost.Check("nft", ["-c", "-f", stage.In(ApplyFolder.Rules)], "nft refuses the new rules");
        LinuxHost.Check(
            "nft", ["-c", "-f", stage.In("exact.nft")], "nft refuses its own listing of the present rules, so they could not be brought back");
    }

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return text.ToString();
    }

    private IReadOnlyList<NftablesJump> Jumps(HostState live, RuleSet rules)
        => options.Mode == NftablesMode.Include ? NftablesJumps.Missing(NftablesListing.Read(live.Nftables), _table, new NftablesPlan(rules, options)) : [];

    private NftablesKept KeptOf(HostState live, RuleSet rules)
    {
        var plan = new NftablesPlan(rules, options);
        var hasTable = NftablesListing.Read(live.Nftables).Has(_table);
        var sets = plan.Sets.ToDictionary(set => set.Name, set => set.Family, StringComparer.Ordinal);
        if (options.Mode == NftablesMode.Table)
        {
            sets[NftablesDefaultDeny.AdoptionSet(options)] = IpFamily.None;
        }

        List<string> chains = [.. plan.AllHooks.Select(plan.Chain)];
        return new NftablesKept(
            _table,
            options.IsOwnTable,
            hasTable,
            chains,
            sets,
            hasTable ? Blocks(chains, sets.Keys, "list", "table") : [],
            hasTable ? Blocks(chains, sets.Keys, "-s", "list", "table") : [],
            Jumps(live, rules));
    }

    // Sets that only the former rules use are not written to, but someone could delete them when nothing refers to them any more.
    private List<NftablesBlock> Blocks(List<string> chains, IEnumerable<string> sets, params string[] command)
    {
        var all = NftablesBlock.Read(LinuxHost.Run("nft", [.. command, _table.Family, _table.Name]).Text).ToList();
        var ours = all.Where(block => block.Kind == "chain" && chains.Contains(block.Name, StringComparer.Ordinal)).ToList();
        var used = ours.SelectMany(chain => chain.SetNames).Where(name => name.StartsWith(options.NamePrefix + "_", StringComparison.Ordinal)).Concat(sets)
            .ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(block => block.Kind == "set" && used.Contains(block.Name)), .. ours];
    }
}
