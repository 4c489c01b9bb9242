namespace FirewallRules.Verification;

/// <summary>Limits the work on a live state, which may be hostile: jumps can multiply rules without end.</summary>
internal sealed class LiveBudget
{
    // Some seconds of work. A host with 10,000 rules and 100 kinds of packets needs 1,000,000.
    private long _left = 30_000_000;

    /// <exception cref="LiveStateTooComplexException">The budget is used up.</exception>
    public void Take(int steps)
    {
        _left -= steps;
        if (_left < 0)
        {
            throw new LiveStateTooComplexException("too many rules apply to too many kinds of packets");
        }
    }
}
