namespace FirewallRules;

/// <summary>Writes rule sets for nftables.</summary>
public static class NftablesRuleSetExtensions
{
    /// <summary>The rules for nftables.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="EmitterException">The options cannot express the rules; see <see cref="NftablesOptions"/>.</exception>
    /// <example>
    /// <code>
    /// // A file to be loaded with nft -f.
    /// Console.Write(RuleSet.For(Section.Logs).ToNftables());
    /// </code>
    /// </example>
    public static string ToNftables(this RuleSet rules, NftablesOptions? options = null) => rules.Emit(new NftablesEmitter(options));

    /// <summary>Writes the rules for nftables; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToNftables(RuleSet, NftablesOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToNftables(this RuleSet rules, TextWriter writer, NftablesOptions? options = null)
        => rules.Emit(new NftablesEmitter(options), writer);
}
