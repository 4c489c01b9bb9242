namespace FirewallRules;

/// <summary>Writes rule sets with any emitter.</summary>
public static class RuleSetEmitExtensions
{
    /// <summary>Writes the rules with <paramref name="emitter"/>.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="emitter">The emitter, built-in or your own.</param>
    /// <param name="writer">The target; it is neither flushed nor disposed.</param>
    /// <exception cref="EmitterException">The platform or the options cannot express the rules; nothing was written.</exception>
    public static void Emit(this RuleSet rules, IRuleEmitter emitter, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(emitter);
        ArgumentNullException.ThrowIfNull(writer);
        emitter.Emit(rules, writer);
    }

    /// <summary>The output of <paramref name="emitter"/> for the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="emitter">The emitter, built-in or your own.</param>
    /// <exception cref="EmitterException">The platform or the options cannot express the rules.</exception>
    public static string Emit(this RuleSet rules, IRuleEmitter emitter)
    {
        using var writer = new StringWriter();
        Emit(rules, emitter, writer);
        return writer.ToString();
    }
}
