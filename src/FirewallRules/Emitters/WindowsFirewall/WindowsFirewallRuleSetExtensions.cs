namespace FirewallRules;

/// <summary>Writes rule sets for the Windows Firewall.</summary>
public static class WindowsFirewallRuleSetExtensions
{
    /// <summary>The rules for the Windows Firewall.</summary>
    /// <exception cref="InvalidOperationException">Windows cannot express the rules; see <see cref="WindowsFirewallEmitter"/>.</exception>
    public static string ToWindowsFirewall(this RuleSet rules, WindowsFirewallOptions? options = null) => rules.Emit(new WindowsFirewallEmitter(options));

    /// <summary>Writes the rules for the Windows Firewall; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToWindowsFirewall(RuleSet, WindowsFirewallOptions)" />
    public static void ToWindowsFirewall(this RuleSet rules, TextWriter writer, WindowsFirewallOptions? options = null)
        => rules.Emit(new WindowsFirewallEmitter(options), writer);
}
