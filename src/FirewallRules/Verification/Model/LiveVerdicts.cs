namespace FirewallRules.Verification;

/// <summary>For each remote address, what may happen to its packets. What happens to an address in several sets is not known.</summary>
/// <param name="Accepted">The addresses whose packets may pass.</param>
/// <param name="Dropped">The addresses whose packets may be discarded or rejected.</param>
/// <param name="Diverted">The addresses whose packets may be sent elsewhere.</param>
/// <param name="Undecided">The addresses that may be decided by nothing that was evaluated.</param>
internal sealed record LiveVerdicts(AddressSet Accepted, AddressSet Dropped, AddressSet Diverted, AddressSet Undecided)
{
    /// <summary>The addresses whose packets may reach the next base chain.</summary>
    public AddressSet Passing => Accepted.Union(Undecided);

    /// <summary>The addresses whose packets may be treated in more than one way.</summary>
    public AddressSet Open => Accepted.Intersect(Dropped.Union(Diverted).Union(Undecided)).Union(Undecided.Intersect(Dropped.Union(Diverted)));

    /// <summary>The addresses that surely pass.</summary>
    public AddressSet SurelyAccepted => Accepted.Except(Dropped.Union(Diverted).Union(Undecided));

    /// <summary>The addresses that surely do not arrive where they go.</summary>
    public AddressSet SurelyLost => Dropped.Union(Diverted).Except(Accepted.Union(Undecided));

    /// <summary>The addresses that surely nothing decides.</summary>
    public AddressSet SurelyUndecided => Undecided.Except(Accepted.Union(Dropped).Union(Diverted));

    /// <summary>Before the first base chain.</summary>
    public static LiveVerdicts None(AddressSet whole) => new(AddressSet.Empty, AddressSet.Empty, AddressSet.Empty, whole);

    /// <summary>The verdicts with those of the next base chain, which sees what this one lets pass.</summary>
    public LiveVerdicts Then(LiveVerdicts next)
    {
        return new LiveVerdicts(
            Accepted.Intersect(next.Accepted.Union(next.Undecided)).Union(Undecided.Intersect(next.Accepted)),
            Dropped.Union(Passing.Intersect(next.Dropped)),
            Diverted.Union(Passing.Intersect(next.Diverted)),
            Undecided.Intersect(next.Undecided));
    }
}
