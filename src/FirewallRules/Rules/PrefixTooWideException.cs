namespace FirewallRules;

/// <summary>A prefix is wider than the accepted maximum, so it is probably a mistake.</summary>
public sealed class PrefixTooWideException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="shortestPrefixLength">The shortest prefix length that is accepted for its family, in bits.</param>
    /// <param name="paramName">The parameter that holds the prefix.</param>
    public PrefixTooWideException(Cidr prefix, int shortestPrefixLength, string? paramName = null)
        : base($"The prefix {prefix} is wider than /{shortestPrefixLength}, the widest {prefix.Family} prefix that is accepted here.", paramName)
        => (Prefix, ShortestPrefixLength) = (prefix, shortestPrefixLength);

    /// <summary>The prefix.</summary>
    public Cidr Prefix { get; }

    /// <summary>The shortest prefix length that is accepted for the family of <see cref="Prefix"/>, in bits.</summary>
    public int ShortestPrefixLength { get; }
}
