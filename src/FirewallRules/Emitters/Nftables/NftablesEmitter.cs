using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for nftables, as a script or as JSON; loads with nft 0.9.8 and later, as one transaction.</summary>
/// <remarks>
/// Limits and traps: <c>nft(8)</c>, <c>libnftables-json(5)</c>. Prefixes are disjoint, so no auto-merge is needed, which older versions
/// ignore in JSON. A comment takes at most 128 characters and cannot hold a double quote.
/// </remarks>
public sealed class NftablesEmitter(NftablesOptions? options = null) : IUpdatingEmitter
{
    private const int NameLength = 64;

    private static readonly IpFamily[] BothFamilies = [IpFamily.IPv4, IpFamily.IPv6];

    private readonly NftablesOptions _options = options ?? new NftablesOptions();

    /// <inheritdoc />
    public string Name => _options.Format == NftablesFormat.Json ? "nftables-json" : "nftables";

    /// <inheritdoc />
    public EmitterLimits Limits { get; } = new() { CommentLength = 128, ChainNameLength = 255, SetNameLength = 255 };

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The whole output for the newer rules, and in the same transaction what only the older ones had. What rules of the user's own refer to,
    /// chains in mode include and sets in mode sets, is emptied and stays, because nft would refuse to delete it.
    /// </remarks>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer, _options.Remove))
        {
            Emit(updated, old, writer);
        }
    }

    private void Emit(RuleSet rules, RuleSet? old, TextWriter writer)
    {
        var table = _options.EffectiveTable;
        Check(rules, table);
        INftablesWriter commands = _options.Format == NftablesFormat.Json ? new NftablesJsonWriter(writer, table) : new NftablesScriptWriter(writer, table);
        var header = OutputHeader.Lines(rules, _options.DefaultDeny, [.. BothFamilies.Where(table.Takes)], _options.Remove, old);
        commands.Begin(header, NftablesUsage.Lines(_options, rules).Concat(NftablesUsage.Left(_options, rules, old)));
        if (_options.Remove)
        {
            Remove(rules, commands);
        }
        else
        {
            Write(rules, commands);
            if (old is not null)
            {
                WriteStale(rules, old, commands);
            }
        }

        commands.End();
    }

    private void Check(RuleSet rules, NftablesTable table)
    {
        foreach (var family in BothFamilies.Where(family => rules.Has(family) && !table.Takes(family)))
        {
            throw new InvalidOperationException($"The table {table} takes no {family} rules: name an inet table, or ask for the other family alone.");
        }

        if (_options.DefaultDeny is not null && _options.Mode != NftablesMode.Table)
        {
            throw new InvalidOperationException("A default deny needs a table of its own: ask for the mode 'table'.");
        }

        OutputHeader.RefuseToCloseEverything(rules, _options.DefaultDeny);
    }

    private void Remove(RuleSet rules, INftablesWriter commands)
    {
        // What is deleted is added first, because deleting what is not there fails on every version in use.
        commands.AddTable();
        if (_options.Mode == NftablesMode.Table)
        {
            commands.DeleteTable();
            return;
        }

        if (_options.Mode == NftablesMode.Include)
        {
            foreach (var chain in OutputHeader.Directions(rules).Select(Chain))
            {
                commands.AddChain(chain);
                commands.FlushChain(chain);
                commands.DeleteChain(chain);
            }
        }

        foreach (var (_, family, set) in Sets(rules))
        {
            commands.AddSet(set, family);
            commands.DeleteSet(set);
        }
    }

    private void Write(RuleSet rules, INftablesWriter commands)
    {
        // A table is emptied and filled again, never deleted and added: while a base chain takes the place of another, the kernel loses packets.
        commands.AddTable();
        var sets = Sets(rules).ToList();
        foreach (var (rule, family, set) in sets)
        {
            commands.AddSet(set, family);
            commands.FlushSet(set);
            if (rule.Remote.In(family) is { IsEmpty: false } addresses)
            {
                commands.AddElements(set, addresses);
            }
        }

        if (_options.Mode != NftablesMode.Sets)
        {
            foreach (var direction in OutputHeader.Directions(rules))
            {
                WriteChain(rules, direction, sets, commands);
            }
        }

        if (_options.Mode == NftablesMode.Table)
        {
            foreach (var direction in new[] { Direction.Egress, Direction.Ingress }.Except(OutputHeader.Directions(rules)))
            {
                commands.AddBaseChain(Chain(direction), direction, drop: false);
                commands.FlushChain(Chain(direction));
                commands.DeleteChain(Chain(direction));
            }
        }
    }

    // After the chains, which refer to sets until they are emptied. Mode table has deleted its chains by then.
    private void WriteStale(RuleSet rules, RuleSet old, INftablesWriter commands)
    {
        foreach (var direction in NftablesUsage.StaleDirections(_options, rules, old))
        {
            commands.AddChain(Chain(direction));
            commands.FlushChain(Chain(direction));
        }

        var used = Sets(rules).Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, family, set) in Sets(old).Where(set => !used.Contains(set.Name)))
        {
            commands.AddSet(set, family);
            if (_options.Mode == NftablesMode.Sets)
            {
                commands.FlushSet(set);
            }
            else
            {
                commands.DeleteSet(set);
            }
        }
    }

    private void WriteChain(RuleSet rules, Direction direction, List<(Rule Rule, IpFamily Family, string Name)> sets, INftablesWriter commands)
    {
        var chain = Chain(direction);
        var deny = _options.DefaultDeny;
        if (_options.Mode == NftablesMode.Table)
        {
            commands.AddBaseChain(chain, direction, drop: deny is not null);
        }
        else
        {
            commands.AddChain(chain);
        }

        commands.FlushChain(chain);
        if (deny is not null)
        {
            NftablesDefaultDeny.WriteOpening(commands, chain, direction, deny, _options.EffectiveTable);
        }

        foreach (var rule in rules.Rules.Where(rule => rule.Direction == direction))
        {
            var comment = OutputText.Comment(rule.Comment, Limits.CommentLength!.Value);
            foreach (var family in BothFamilies.Where(rule.Remote.IsAny))
            {
                commands.AddRule(
                    chain,
                    comment,
                    [.. NftablesStatement.Family(family, _options.EffectiveTable), NftablesStatement.Ports(rule.Protocol, rule.Ports), NftablesStatement.Accept]);
            }

            foreach (var (_, family, set) in sets.Where(set => set.Rule.Equals(rule) && rule.Remote.Has(set.Family)))
            {
                commands.AddRule(
                    chain, comment, NftablesStatement.RemoteIn(family, direction, set), NftablesStatement.Ports(rule.Protocol, rule.Ports), NftablesStatement.Accept);
            }
        }

        if (deny is not null)
        {
            NftablesDefaultDeny.WriteClosing(commands, chain, deny, _options.EffectiveTable);
        }
    }

    // In mode sets a set without elements is written too: the user's own rules refer to it, and it must not keep old elements.
    // What is removed are all sets that any document could have filled for these rules.
    private IEnumerable<(Rule Rule, IpFamily Family, string Name)> Sets(RuleSet rules)
    {
        var names = RuleNames.Of(rules, _options.NamePrefix, '_', NameLength);
        return from rule in rules.Rules
               from family in rules.Families
               where _options.EffectiveTable.Takes(family) && !rule.Remote.IsAny(family)
               where _options.Mode == NftablesMode.Sets || _options.Remove || rule.Remote.Has(family)
               select (rule, family, $"{names[rule]}_{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}");
    }

    private string Chain(Direction direction) => NftablesUsage.Chain(_options, direction);
}
