namespace FirewallRules.Verification;

/// <summary>A live state cannot be evaluated with reasonable work.</summary>
/// <param name="reason">Why not, as a clause.</param>
internal sealed class LiveStateTooComplexException(string reason) : Exception($"The live state cannot be evaluated: {reason}.")
{
    public string Reason { get; } = reason;
}
