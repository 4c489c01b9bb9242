namespace FirewallRules.Verification;

/// <summary>The evaluators of a comparison, which share their budget.</summary>
/// <param name="budget">Limits the work of all of them.</param>
internal sealed class LiveEvaluators(LiveBudget budget)
{
    /// <summary>For what the rules ask for.</summary>
    public LiveEvaluator Expecting { get; } = new(onlyOurs: true, budget);

    /// <summary>For what this project's part of a firewall decides.</summary>
    public LiveEvaluator Ours { get; } = new(onlyOurs: true, budget);

    /// <summary>For what a whole firewall decides.</summary>
    public LiveEvaluator All { get; } = new(onlyOurs: false, budget);

    public LiveTracer Tracer { get; } = new(budget);
}
