using System.Globalization;

namespace FirewallRules;

/// <summary>The rules need more of a resource than the platform, or the caller, allows. Nothing was written.</summary>
public sealed class LimitExceededException : EmitterException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="resource">The resource that is limited, such as <c>IPv4 egress rules of a security group</c>.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="needed">The number that the rules need.</param>
    /// <param name="remedies">What the caller can do, best first.</param>
    public LimitExceededException(string resource, long limit, long needed, params IReadOnlyList<LimitRemedy> remedies)
        : base(Describe(resource, limit, needed, remedies))
    {
        (Resource, Limit, Needed, Remedies) = (resource, limit, needed, remedies);
    }

    /// <summary>The resource that is limited, such as <c>IPv4 egress rules of a security group</c>.</summary>
    public string Resource { get; }

    /// <summary>The limit.</summary>
    public long Limit { get; }

    /// <summary>The number that the rules need.</summary>
    public long Needed { get; }

    /// <summary>What the caller can do, best first; may be empty.</summary>
    public IReadOnlyList<LimitRemedy> Remedies { get; }

    private static string Describe(string resource, long limit, long needed, IReadOnlyList<LimitRemedy> remedies)
    {
        ArgumentNullException.ThrowIfNull(remedies);
        var text = string.Create(CultureInfo.InvariantCulture, $"{resource}: {needed} needed, the limit is {limit}");
        return remedies.Count == 0 ? text + "." : $"{text}. Possible remedies: {string.Join("; ", remedies)}.";
    }
}
