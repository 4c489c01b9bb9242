namespace FirewallRules;

/// <summary>Writes rule sets for firewalld.</summary>
public static class FirewalldRuleSetExtensions
{
    /// <summary>The rules as a script that writes ip sets and policies for firewalld.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="EmitterException">firewalld or the options cannot express the rules; see <see cref="FirewalldOptions"/>.</exception>
    /// <example>
    /// <code>
    /// // A script to be run with sh.
    /// Console.Write(RuleSet.For(Section.Logs).ToFirewalld());
    /// </code>
    /// </example>
    public static string ToFirewalld(this RuleSet rules, FirewalldOptions? options = null) => rules.Emit(new FirewalldEmitter(options));

    /// <summary>Writes the rules as a script for firewalld; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToFirewalld(RuleSet, FirewalldOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToFirewalld(this RuleSet rules, TextWriter writer, FirewalldOptions? options = null)
        => rules.Emit(new FirewalldEmitter(options), writer);
}
