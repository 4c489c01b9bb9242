namespace FirewallRules;

/// <summary>Writes rule sets with an emitter, a built-in one or your own.</summary>
public static class RuleSetEmitExtensions
{
    /// <summary>Writes the rules with <paramref name="emitter"/>.</summary>
    /// <exception cref="InvalidOperationException">The platform or its options cannot express the rules; nothing was written.</exception>
    public static void Emit(this RuleSet rules, IRuleEmitter emitter, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(emitter);
        ArgumentNullException.ThrowIfNull(writer);
        emitter.Emit(rules, writer);
    }

    /// <summary>The rules as <paramref name="emitter"/> writes them.</summary>
    /// <inheritdoc cref="Emit(RuleSet, IRuleEmitter, TextWriter)" />
    public static string Emit(this RuleSet rules, IRuleEmitter emitter)
    {
        using var writer = new StringWriter();
        Emit(rules, emitter, writer);
        return writer.ToString();
    }
}
