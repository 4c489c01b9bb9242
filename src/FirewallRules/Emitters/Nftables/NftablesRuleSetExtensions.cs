namespace FirewallRules;

/// <summary>Writes rule sets for nftables.</summary>
public static class NftablesRuleSetExtensions
{
    /// <summary>The rules for nftables.</summary>
    /// <exception cref="InvalidOperationException">The options cannot express the rules; see <see cref="NftablesOptions"/>.</exception>
    public static string ToNftables(this RuleSet rules, NftablesOptions? options = null) => rules.Emit(new NftablesEmitter(options));

    /// <summary>Writes the rules for nftables; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToNftables(RuleSet, NftablesOptions)" />
    public static void ToNftables(this RuleSet rules, TextWriter writer, NftablesOptions? options = null) => rules.Emit(new NftablesEmitter(options), writer);
}
