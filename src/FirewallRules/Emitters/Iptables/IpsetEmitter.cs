using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets as ip sets, with the iptables and ip6tables rules that refer to them unless told otherwise.</summary>
/// <remarks>
/// Limits: <c>ipset(8)</c>. Sets are of type <c>hash:net</c>, one for each family, filled beside the old one and swapped.
/// </remarks>
public sealed class IpsetEmitter(IpsetOptions? options = null) : IUpdatingEmitter
{
    private readonly IpsetOptions _options = options ?? new IpsetOptions();

    /// <inheritdoc />
    public string Name => "ipset";

    /// <inheritdoc />
    public EmitterLimits Limits { get; } = IptablesEmitter.PlatformLimits;

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The whole output for the newer rules, and after it what only the older ones had. Where only sets are written, those are emptied and
    /// stay, because rules of the user's own refer to them.
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
        if (_options is { SetsOnly: true, DefaultDeny: not null })
        {
            throw new InvalidOperationException("A default deny needs rules, and only sets were asked for.");
        }

        var iptables = new IptablesOptions { NamePrefix = _options.NamePrefix, IpsetThreshold = 0, DefaultDeny = _options.DefaultDeny };
        var plan = new IptablesPlan(rules, iptables, _options.SetsOnly);
        var former = old is null ? null : IptablesPlan.Former(old, iptables, _options.SetsOnly);
        IptablesEmitter.EmitScript(writer, plan, _options.Remove, _options.SetsOnly, former);
    }
}
