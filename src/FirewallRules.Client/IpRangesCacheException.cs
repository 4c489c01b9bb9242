namespace FirewallRules;

/// <summary>The cache of an <see cref="IpRangesClient"/> is there, but cannot be used.</summary>
public sealed class IpRangesCacheException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is wrong; the message is its sentence.</param>
    /// <param name="innerException">The exception of the operating system, if there was one.</param>
    public IpRangesCacheException(IpRangesCacheProblem problem, Exception? innerException = null)
        : base(problem?.ToString(), innerException)
        => Problem = problem ?? throw new ArgumentNullException(nameof(problem));

    /// <summary>What is wrong, with the file and the reason.</summary>
    public IpRangesCacheProblem Problem { get; }
}
