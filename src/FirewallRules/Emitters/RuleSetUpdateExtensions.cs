namespace FirewallRules;

/// <summary>Writes what brings a firewall from older rules to newer ones.</summary>
public static class RuleSetUpdateExtensions
{
    /// <summary>
    /// Writes what brings a firewall that has the rules <paramref name="old"/> to the rules <paramref name="updated"/>, and nothing at all where
    /// the change is empty. An emitter that is no <see cref="IUpdatingEmitter"/> writes its whole output for the newer rules.
    /// </summary>
    /// <param name="updated">The rules that shall be there.</param>
    /// <param name="old">The rules that are there, written with the same emitter and options.</param>
    /// <param name="emitter">The emitter.</param>
    /// <param name="writer">Where to; it is neither flushed nor disposed.</param>
    /// <exception cref="InvalidOperationException">The platform or its options cannot express the update; nothing was written.</exception>
    public static void EmitUpdate(this RuleSet updated, RuleSet old, IRuleEmitter emitter, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(updated);
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(emitter);
        ArgumentNullException.ThrowIfNull(writer);
        if (emitter is IUpdatingEmitter updating)
        {
            updating.EmitUpdate(old, updated, writer);
        }
        else if (!RuleSetChange.HaveSameRules(old, updated))
        {
            emitter.Emit(updated, writer);
        }
    }

    /// <summary>What brings a firewall from the rules <paramref name="old"/> to the rules <paramref name="updated"/>; empty where the change is.</summary>
    /// <inheritdoc cref="EmitUpdate(RuleSet, RuleSet, IRuleEmitter, TextWriter)" />
    public static string EmitUpdate(this RuleSet updated, RuleSet old, IRuleEmitter emitter)
    {
        using var writer = new StringWriter();
        EmitUpdate(updated, old, emitter, writer);
        return writer.ToString();
    }
}
