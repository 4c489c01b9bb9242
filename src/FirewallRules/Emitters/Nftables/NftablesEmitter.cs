using FirewallRules.Emitters;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes rule sets for nftables, as a script or as JSON. Either loads as one transaction with nft 0.9.8 or later.</summary>
/// <remarks>
/// Prefixes are disjoint, so that sets do not need auto-merge, which older versions ignore in JSON. A comment has at most 128 characters and
/// cannot contain a double quote. Sources: <c>nft(8)</c>, <c>libnftables-json(5)</c>.
/// </remarks>
public sealed class NftablesEmitter(NftablesOptions? options = null) : IUpdatingEmitter
{
    private readonly NftablesOptions _options = options ?? new NftablesOptions();

    /// <inheritdoc />
    public string Name => _options.Output == NftablesOutput.Json ? "nftables-json" : "nftables";

    private NftablesTable Table => _options.EffectiveTable;

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The complete output for the newer rules and, in the same transaction, the removal of what only the older rules had. What the user's own
    /// rules may refer to, chains in mode include and sets in mode sets, is flushed but not deleted, because nft would refuse that.
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
        Check(rules);
        var plan = new NftablesPlan(rules, _options);
        var previous = old is null ? null : new NftablesPlan(old, _options);
        var stale = previous is null || _options.Mode != NftablesMode.Include ? [] : previous.Directions.Except(plan.Directions).ToList();
        using INftablesWriter commands = _options.Output == NftablesOutput.Json
            ? new NftablesJsonWriter(writer, Table)
            : new NftablesScriptWriter(writer, Table);
        var header = OutputHeader.Lines(rules, _options.DefaultDeny, [.. IpFamilies.Both.Where(Table.Supports)], _options.Remove, old);
        commands.Begin(header, NftablesUsage.Lines(_options, plan.Directions).Concat(NftablesUsage.EmptyChains(_options, stale)));
        if (_options.Remove)
        {
            WriteRemove(plan, commands);
        }
        else
        {
            Write(plan, commands);
            if (previous is not null)
            {
                WriteRemoveStale(plan, previous, stale, commands);
            }
        }

        commands.End();
    }

    private void Check(RuleSet rules)
    {
        foreach (var family in IpFamilies.Both.Where(family => rules.Has(family) && !Table.Supports(family)))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.FamilyNotInTable,
                $"The table {Table} cannot contain {family} rules: use an inet table, or RuleSet.Only for the other family.")
            {
                Family = family,
            };
        }

        if (_options.DefaultDeny is not null && _options.Mode != NftablesMode.Table)
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.DefaultDenyNeedsTableMode, "NftablesOptions.DefaultDeny requires NftablesMode.Table.");
        }

        OutputHeader.CheckDefaultDeny(rules, _options.Remove ? null : _options.DefaultDeny);
    }

    private void WriteRemove(NftablesPlan plan, INftablesWriter commands)
    {
        // Added first, because deleting what does not exist is an error in all versions in use.
        commands.AddTable();
        if (_options.Mode == NftablesMode.Table)
        {
            commands.DeleteTable();
            return;
        }

        if (_options.Mode == NftablesMode.Include)
        {
            foreach (var chain in plan.Directions.Select(Chain))
            {
                commands.AddChain(chain);
                commands.FlushChain(chain);
                commands.DeleteChain(chain);
            }
        }

        foreach (var (_, family, set) in plan.Sets)
        {
            commands.AddSet(set, family);
            commands.DeleteSet(set);
        }
    }

    private void Write(NftablesPlan plan, INftablesWriter commands)
    {
        // The table is never deleted and added again: the kernel drops packets while one base chain replaces another.
        commands.AddTable();
        var sets = plan.Sets.ToList();
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
            foreach (var direction in plan.Directions)
            {
                WriteChain(plan.Rules, direction, sets, commands);
            }
        }

        if (_options.Mode == NftablesMode.Table)
        {
            foreach (var direction in plan.OtherDirections)
            {
                commands.AddBaseChain(Chain(direction), direction, drop: false);
                commands.FlushChain(Chain(direction));
                commands.DeleteChain(Chain(direction));
            }
        }
    }

    // After the chains, which refer to sets until they are flushed. Mode table has deleted its chains by then.
    private void WriteRemoveStale(NftablesPlan plan, NftablesPlan previous, List<Direction> stale, INftablesWriter commands)
    {
        foreach (var chain in stale.Select(Chain))
        {
            commands.AddChain(chain);
            commands.FlushChain(chain);
        }

        var used = plan.Sets.Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, family, set) in previous.Sets.Where(set => !used.Contains(set.Name)))
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
            NftablesDefaultDeny.WriteOpening(commands, chain, direction, deny, Table);
        }

        foreach (var rule in rules.Rules.Where(rule => rule.Direction == direction))
        {
            var comment = OutputText.Comment(rule.Comment, NftablesLimits.CommentLength);
            var ports = NftablesStatement.Ports(rule.Protocol, rule.Ports);
            foreach (var family in IpFamilies.Both.Where(rule.Remote.IsAny))
            {
                commands.AddRule(chain, comment, [.. NftablesStatement.Family(family, Table), ports, NftablesStatement.Accept]);
            }

            foreach (var (_, family, set) in sets.Where(set => set.Rule.Equals(rule) && rule.Remote.Has(set.Family)))
            {
                commands.AddRule(chain, comment, NftablesStatement.RemoteIn(family, direction, set), ports, NftablesStatement.Accept);
            }
        }

        if (deny is not null)
        {
            NftablesDefaultDeny.WriteClosing(commands, chain, deny, Table);
        }
    }

    private string Chain(Direction direction) => NftablesPlan.Chain(_options, direction);
}
