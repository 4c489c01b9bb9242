namespace FirewallRules;

/// <summary>Writes rule sets for iptables and ipset.</summary>
public static class IptablesRuleSetExtensions
{
    /// <summary>The rules for iptables and ip6tables.</summary>
    /// <exception cref="InvalidOperationException">The options cannot express the rules; see <see cref="IptablesOptions"/>.</exception>
    public static string ToIptables(this RuleSet rules, IptablesOptions? options = null) => rules.Emit(new IptablesEmitter(options));

    /// <summary>Writes the rules for iptables and ip6tables; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToIptables(RuleSet, IptablesOptions)" />
    public static void ToIptables(this RuleSet rules, TextWriter writer, IptablesOptions? options = null) => rules.Emit(new IptablesEmitter(options), writer);

    /// <summary>The rules as ip sets with the iptables rules that refer to them.</summary>
    /// <exception cref="InvalidOperationException">The options cannot express the rules; see <see cref="IpsetOptions"/>.</exception>
    public static string ToIpset(this RuleSet rules, IpsetOptions? options = null) => rules.Emit(new IpsetEmitter(options));

    /// <summary>Writes the rules as ip sets with the iptables rules that refer to them; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToIpset(RuleSet, IpsetOptions)" />
    public static void ToIpset(this RuleSet rules, TextWriter writer, IpsetOptions? options = null) => rules.Emit(new IpsetEmitter(options), writer);
}
