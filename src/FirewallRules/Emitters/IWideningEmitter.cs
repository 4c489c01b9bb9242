namespace FirewallRules;

/// <summary>An emitter that may be told to widen rules until they fit, and that says what it would add.</summary>
public interface IWideningEmitter : IRuleEmitter
{
    /// <summary>What is written for the rules: with <see cref="OnOverflow.Summarize"/> their cover where they do not fit, and else themselves.</summary>
    /// <exception cref="LimitExceededException">The rules do not fit, and the options leave no way out.</exception>
    RuleSetCover Cover(RuleSet rules);
}
