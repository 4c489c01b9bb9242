namespace FirewallRules;

/// <summary>Writes updates from older rules to newer ones.</summary>
public static class RuleSetUpdateExtensions
{
    /// <summary>
    /// Writes the update from <paramref name="old"/> to <paramref name="updated"/>, and nothing if nothing changes. An emitter that does not
    /// implement <see cref="IUpdatingEmitter"/> writes its complete output for the newer rules.
    /// </summary>
    /// <param name="updated">The rules that the firewall should have.</param>
    /// <param name="old">The rules that the firewall has, written with the same emitter and options.</param>
    /// <param name="emitter">The emitter.</param>
    /// <param name="writer">The target; it is neither flushed nor disposed.</param>
    /// <exception cref="EmitterException">The platform or the options cannot express the update; nothing was written.</exception>
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

    /// <summary>The update from <paramref name="old"/> to <paramref name="updated"/>; an empty string if nothing changes.</summary>
    /// <inheritdoc cref="EmitUpdate(RuleSet, RuleSet, IRuleEmitter, TextWriter)" />
    public static string EmitUpdate(this RuleSet updated, RuleSet old, IRuleEmitter emitter)
    {
        using var writer = new StringWriter();
        EmitUpdate(updated, old, emitter, writer);
        return writer.ToString();
    }
}
