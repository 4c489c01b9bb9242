namespace FirewallRules;

/// <summary>Writes rule sets as plain lists.</summary>
public static class PlainListRuleSetExtensions
{
    /// <summary>The rules as a list of prefixes, a JSON array or CSV.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="EmitterException">The list would be empty, or cannot express the rules; see <see cref="PlainListEmitter"/>.</exception>
    /// <example>
    /// <code>
    /// // The prefixes with direction, protocol, ports and section.
    /// Console.Write(RuleSet.For(Section.Logs).ToPlainList(new PlainListOptions { Output = PlainListOutput.Csv }));
    /// </code>
    /// </example>
    public static string ToPlainList(this RuleSet rules, PlainListOptions? options = null) => rules.Emit(new PlainListEmitter(options));

    /// <summary>Writes the rules as a list of prefixes, a JSON array or CSV; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToPlainList(RuleSet, PlainListOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToPlainList(this RuleSet rules, TextWriter writer, PlainListOptions? options = null)
        => rules.Emit(new PlainListEmitter(options), writer);
}
