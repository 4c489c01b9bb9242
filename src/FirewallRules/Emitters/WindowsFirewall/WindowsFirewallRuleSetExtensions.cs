namespace FirewallRules;

/// <summary>Writes rule sets for the Windows Firewall.</summary>
public static class WindowsFirewallRuleSetExtensions
{
    /// <summary>The rules for the Windows Firewall.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="EmitterException">Windows cannot express the rules; see <see cref="WindowsFirewallEmitter"/>.</exception>
    /// <example>
    /// <code>
    /// // A script to be run with powershell -File.
    /// Console.Write(RuleSet.For(Section.Logs).ToWindowsFirewall());
    /// </code>
    /// </example>
    public static string ToWindowsFirewall(this RuleSet rules, WindowsFirewallOptions? options = null) => rules.Emit(new WindowsFirewallEmitter(options));

    /// <summary>Writes the rules for the Windows Firewall; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToWindowsFirewall(RuleSet, WindowsFirewallOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToWindowsFirewall(this RuleSet rules, TextWriter writer, WindowsFirewallOptions? options = null)
        => rules.Emit(new WindowsFirewallEmitter(options), writer);
}
