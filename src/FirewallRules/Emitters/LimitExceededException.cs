using System.Globalization;

namespace FirewallRules;

/// <summary>The rules need more than the platform, or the caller, allows. Nothing was written.</summary>
public sealed class LimitExceededException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="what">What is limited, such as <c>egress rules of a security group for IPv4</c>.</param>
    /// <param name="limit">How many there may be.</param>
    /// <param name="actual">How many there would be.</param>
    /// <param name="remedies">The ways out, each a clause such as <c>2 groups would do</c>.</param>
    public LimitExceededException(string what, long limit, long actual, IReadOnlyList<string> remedies)
        : base(Describe(what, limit, actual, remedies))
    {
        (What, Limit, Actual, Remedies) = (what, limit, actual, remedies);
    }

    /// <summary>What is limited, such as <c>egress rules of a security group for IPv4</c>.</summary>
    public string What { get; }

    /// <summary>How many there may be.</summary>
    public long Limit { get; }

    /// <summary>How many there would be.</summary>
    public long Actual { get; }

    /// <summary>The ways out, each a clause such as <c>2 groups would do</c>.</summary>
    public IReadOnlyList<string> Remedies { get; }

    private static string Describe(string what, long limit, long actual, IReadOnlyList<string> remedies)
    {
        ArgumentNullException.ThrowIfNull(remedies);
        var text = string.Create(CultureInfo.InvariantCulture, $"{what}: {actual} are needed, and the limit is {limit}");
        return remedies.Count == 0 ? text + "." : $"{text}; {string.Join(", or ", remedies)}.";
    }
}
