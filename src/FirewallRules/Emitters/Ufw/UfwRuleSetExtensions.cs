namespace FirewallRules;

/// <summary>Writes rule sets for ufw.</summary>
public static class UfwRuleSetExtensions
{
    /// <summary>The rules as a script that writes a block to ufw's <c>before.rules</c> and <c>before6.rules</c>.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <example>
    /// <code>
    /// // A script to be run with sh.
    /// Console.Write(RuleSet.For(Section.Logs).ToUfw());
    /// </code>
    /// </example>
    public static string ToUfw(this RuleSet rules, UfwOptions? options = null) => rules.Emit(new UfwEmitter(options));

    /// <summary>Writes the rules as a script for ufw; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToUfw(RuleSet, UfwOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToUfw(this RuleSet rules, TextWriter writer, UfwOptions? options = null) => rules.Emit(new UfwEmitter(options), writer);
}
