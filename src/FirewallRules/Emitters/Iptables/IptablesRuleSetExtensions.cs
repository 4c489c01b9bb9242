namespace FirewallRules;

/// <summary>Writes rule sets for iptables and ipset.</summary>
public static class IptablesRuleSetExtensions
{
    /// <summary>The rules for iptables and ip6tables.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="EmitterException">iptables or the options cannot express the rules; see <see cref="IptablesOptions"/>.</exception>
    /// <example>
    /// <code>
    /// // A script to be run with sh.
    /// Console.Write(RuleSet.For(Section.Logs).ToIptables());
    /// </code>
    /// </example>
    public static string ToIptables(this RuleSet rules, IptablesOptions? options = null) => rules.Emit(new IptablesEmitter(options));

    /// <summary>Writes the rules for iptables and ip6tables; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToIptables(RuleSet, IptablesOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToIptables(this RuleSet rules, TextWriter writer, IptablesOptions? options = null)
        => rules.Emit(new IptablesEmitter(options), writer);

    /// <summary>The rules as ip sets with the iptables rules that refer to them.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="EmitterException">ipset or the options cannot express the rules; see <see cref="IpsetOptions"/>.</exception>
    /// <example>
    /// <code>
    /// // Only the sets, for rules of your own.
    /// Console.Write(RuleSet.For(Section.Logs).ToIpset(new IpsetOptions { SetsOnly = true }));
    /// </code>
    /// </example>
    public static string ToIpset(this RuleSet rules, IpsetOptions? options = null) => rules.Emit(new IpsetEmitter(options));

    /// <summary>Writes the rules as ip sets with the iptables rules that refer to them; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToIpset(RuleSet, IpsetOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToIpset(this RuleSet rules, TextWriter writer, IpsetOptions? options = null)
        => rules.Emit(new IpsetEmitter(options), writer);
}
