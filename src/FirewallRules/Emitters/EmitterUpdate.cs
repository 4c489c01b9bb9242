namespace FirewallRules.Emitters;

/// <summary>What every emitter looks at before it writes an update.</summary>
internal static class EmitterUpdate
{
    /// <summary>Whether there is anything to write.</summary>
    /// <param name="old">The rules that are there.</param>
    /// <param name="updated">The rules that shall be there.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="remove">Whether the options ask for the output that takes everything away.</param>
    /// <exception cref="InvalidOperationException">The options ask for the output that takes everything away.</exception>
    public static bool IsNeeded(RuleSet old, RuleSet updated, TextWriter writer, bool remove = false)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        ArgumentNullException.ThrowIfNull(writer);
        return remove
            ? throw new InvalidOperationException("The output that takes everything away is no update: ask for one of the two.")
            : !RuleSetChange.HaveSameRules(old, updated);
    }
}
