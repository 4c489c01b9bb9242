namespace FirewallRules;

/// <summary>An emitter that can write what brings a firewall from the rules of an older output to newer ones.</summary>
/// <remarks>
/// An emitter that does not implement this writes its whole output for the newer rules. That is right where loading an output replaces
/// all that an older one put there; where something of it would stay, an emitter has to implement this.
/// </remarks>
public interface IUpdatingEmitter : IRuleEmitter
{
    /// <summary>
    /// Writes what brings a firewall that has the output for <paramref name="old"/>, made with the same options, to the state that the output
    /// for <paramref name="updated"/> gives on one that had nothing. What both allow is never refused meanwhile. It can be applied twice.
    /// </summary>
    /// <remarks>The obligations of <see cref="IRuleEmitter"/> hold here too. Exchanging both rule sets gives the way back.</remarks>
    /// <param name="old">The rules that are there.</param>
    /// <param name="updated">The rules that shall be there.</param>
    /// <param name="writer">Where to; it is neither flushed nor disposed. Nothing is written where the change is empty; see <see cref="RuleSetChange.IsEmpty"/>.</param>
    /// <exception cref="InvalidOperationException">The platform or the options cannot express the update; nothing was written.</exception>
    /// <exception cref="IOException">The writer failed.</exception>
    void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer);
}
