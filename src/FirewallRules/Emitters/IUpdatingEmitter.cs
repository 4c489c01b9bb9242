namespace FirewallRules;

/// <summary>An emitter that can write an update from the rules of an older output to newer rules.</summary>
/// <remarks>
/// For an emitter without this interface, the update is the complete output for the newer rules. That is sufficient where applying an output
/// replaces everything of an older one. Where something of the older output would remain, an emitter must implement this interface.
/// </remarks>
public interface IUpdatingEmitter : IRuleEmitter
{
    /// <summary>
    /// Writes the update from <paramref name="old"/> to <paramref name="updated"/> for a firewall that has the output for <paramref name="old"/>,
    /// written with the same options. Traffic that both allow is allowed at all times. The update can be applied repeatedly.
    /// </summary>
    /// <remarks>The requirements of <see cref="IRuleEmitter"/> apply here too. To get the rollback, swap the two rule sets.</remarks>
    /// <param name="old">The rules that the firewall has.</param>
    /// <param name="updated">The rules that it should have.</param>
    /// <param name="writer">
    /// The target; it is neither flushed nor disposed. Nothing is written if nothing changes; see <see cref="RuleSetChange.IsEmpty"/>.
    /// </param>
    /// <exception cref="EmitterException">The platform or the options cannot express the update; nothing was written.</exception>
    /// <exception cref="IOException">The writer failed.</exception>
    void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer);
}
