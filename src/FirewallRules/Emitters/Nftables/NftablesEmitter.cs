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
        // What removes needs names only: neither the content of a document nor the other options can be in its way.
        if (!_options.Remove)
        {
            Check(rules);
        }

        var plan = new NftablesPlan(rules, _options);
        using INftablesWriter commands = _options.Output == NftablesOutput.Json
            ? new NftablesJsonWriter(writer, Table)
            : new NftablesScriptWriter(writer, Table);
        var header = OutputHeader.Lines(rules, _options.DefaultDeny, [.. IpFamilies.Both.Where(Table.Supports)], _options.Remove, old);
        commands.Begin(header, NftablesUsage.Lines(_options, plan));
        if (_options.Remove)
        {
            WriteRemove(plan, commands);
        }
        else
        {
            Write(plan, commands);
            if (old is not null)
            {
                WriteRemoveStale(plan, new NftablesPlan(old, _options), commands);
            }
        }

        commands.End();
    }

    private void Check(RuleSet rules)
    {
        if (_options.Mode == NftablesMode.Table && !_options.AllowSharedTable && NftablesForeignTables.Contains(Table))
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.TableIsShared,
                $"The table {Table} is one that distributions or other programs use, and NftablesMode.Table would add base chains to it. Leave out "
                + "Table, or change NamePrefix if that is the name. AllowSharedTable allows it.");
        }

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
        if (_options.IsOwnTable)
        {
            commands.DeleteTable();
            return;
        }

        // Without a hook, so that a base chain of any priority and policy is the one that is meant.
        foreach (var chain in plan.AllHooks.Select(plan.Chain))
        {
            commands.AddChain(chain);
            commands.FlushChain(chain);
            commands.DeleteChain(chain);
        }

        foreach (var (_, family, set) in plan.Sets)
        {
            commands.AddSet(set, family);
            commands.DeleteSet(set);
        }

        if (_options.Mode == NftablesMode.Table)
        {
            var set = NftablesDefaultDeny.AdoptionSet(_options);
            commands.AddProtocolSet(set);
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

        if (_options.DefaultDeny is not null)
        {
            NftablesDefaultDeny.WriteAdoptionSet(commands, _options);
        }

        foreach (var hook in plan.Hooks)
        {
            WriteChain(plan, hook, sets, commands);
        }

        foreach (var hook in plan.OtherHooks)
        {
            WriteEmptyChain(plan.Chain(hook), hook, commands);
        }
    }

    // Former rules of a direction must not stay in force. In mode include the chain itself stays, because the user's rules may jump to it.
    private void WriteEmptyChain(string chain, NftablesHook hook, INftablesWriter commands)
    {
        AddChain(chain, hook, commands, drop: false);
        commands.FlushChain(chain);
        if (_options.Mode == NftablesMode.Table)
        {
            commands.DeleteChain(chain);
        }
    }

    // After the chains, which refer to sets until they are flushed.
    private void WriteRemoveStale(NftablesPlan plan, NftablesPlan previous, INftablesWriter commands)
    {
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

    private void WriteChain(NftablesPlan plan, NftablesHook hook, List<(Rule Rule, IpFamily Family, string Name)> sets, INftablesWriter commands)
    {
        var (chain, deny) = (plan.Chain(hook), _options.DefaultDeny);
        AddChain(chain, hook, commands, drop: deny is not null);
        commands.FlushChain(chain);
        if (deny is not null)
        {
            NftablesDefaultDeny.WriteOpening(commands, chain, hook, _options);
        }

        foreach (var rule in plan.Rules.Where(rule => NftablesPlan.IsIn(hook, rule.Direction)))
        {
            var comment = OutputText.Comment(rule.Comment, NftablesLimits.CommentLength);
            foreach (var family in IpFamilies.Both.Where(rule.Remote.IsAny))
            {
                commands.AddAcceptRules(chain, comment, hook, rule, NftablesStatement.Family(family, Table));
            }

            foreach (var (_, family, set) in sets.Where(set => set.Rule.Equals(rule) && rule.Remote.Has(set.Family)))
            {
                commands.AddAcceptRules(chain, comment, hook, rule, [NftablesStatement.RemoteIn(family, rule.Direction, set)]);
            }
        }

        if (deny is not null)
        {
            NftablesDefaultDeny.WriteClosing(commands, chain, deny, Table);
        }
    }

    private void AddChain(string chain, NftablesHook hook, INftablesWriter commands, bool drop)
    {
        if (_options.Mode == NftablesMode.Table)
        {
            commands.AddBaseChain(chain, hook, _options.Priority, drop);
        }
        else
        {
            commands.AddChain(chain);
        }
    }
}
