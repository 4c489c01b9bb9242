namespace FirewallRules.Emitters;

/// <summary>The checks that every emitter makes before it writes an update.</summary>
internal static class EmitterUpdate
{
    /// <summary>Whether there is an update to write.</summary>
    /// <param name="old">The rules that the firewall has.</param>
    /// <param name="updated">The rules that it should have.</param>
    /// <param name="writer">The target.</param>
    /// <param name="remove">Whether the options request the output that removes all rules.</param>
    /// <exception cref="EmitterOptionsException">The options request the output that removes all rules.</exception>
    public static bool IsNeeded(RuleSet old, RuleSet updated, TextWriter writer, bool remove = false)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        ArgumentNullException.ThrowIfNull(writer);
        return remove
            ? throw new EmitterOptionsException(EmitterOptionsError.RemoveIsNotAnUpdate, "Remove cannot be combined with EmitUpdate.")
            : !RuleSetChange.HaveSameRules(old, updated);
    }
}
