namespace FirewallRules;

/// <summary>A set contains every address of a family, which is accepted only as an explicit <c>Remote.Any</c>.</summary>
public sealed class EntireAddressSpaceException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="family">The family of which every address is in the set.</param>
    /// <param name="paramName">The parameter that holds the set.</param>
    public EntireAddressSpaceException(IpFamily family, string? paramName = null)
        : base($"The set contains every {family} address. If that is intended, use Remote.Any{family}.", paramName) => Family = family;

    /// <summary>The family of which every address is in the set.</summary>
    public IpFamily Family { get; }
}
