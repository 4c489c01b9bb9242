namespace FirewallRules;

/// <summary>An emitter that can widen rules until they fit into a limit, and that reports the addresses it adds.</summary>
public interface IWideningEmitter : IRuleEmitter
{
    /// <summary>
    /// The rules that the emitter writes for <paramref name="rules"/>: with <see cref="OnOverflow.Summarize"/>, their cover if they exceed the
    /// limit; otherwise the rules themselves.
    /// </summary>
    /// <exception cref="LimitExceededException">The rules exceed the limit, and the options do not permit a cover.</exception>
    RuleSetCover Cover(RuleSet rules);
}
