using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets as ip sets, with the iptables and ip6tables rules that refer to them unless <see cref="IpsetOptions.SetsOnly"/> is set.</summary>
/// <remarks>
/// The sets have the type <c>hash:net</c>, one for each family. A new set is filled beside the old one and swapped. Limits: <c>ipset(8)</c>.
/// </remarks>
public sealed class IpsetEmitter(IpsetOptions? options = null) : IUpdatingEmitter
{
    private readonly IpsetOptions _options = options ?? new IpsetOptions();

    /// <inheritdoc />
    public string Name => "ipset";

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The complete output for the newer rules, then the removal of chains and sets that only the older rules had. With
    /// <see cref="IpsetOptions.SetsOnly"/>, such sets are flushed but not destroyed, because the user's own rules may refer to them.
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
        if (_options is { SetsOnly: true, DefaultDeny: not null, Remove: false })
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.DefaultDenyNeedsRules, "IpsetOptions.DefaultDeny requires rules, but SetsOnly writes only sets.");
        }

        var iptables = new IptablesOptions
        {
            NamePrefix = _options.NamePrefix,
            IpsetThreshold = 0,
            DefaultDeny = _options.DefaultDeny,
            Remove = _options.Remove,
        };
        var plan = new IptablesPlan(rules, iptables, _options.SetsOnly);
        var previous = old is null ? null : IptablesPlan.BeforeUpdate(old, iptables, _options.SetsOnly);
        IptablesEmitter.EmitScript(writer, plan, _options.Remove, _options.SetsOnly, previous);
    }
}
