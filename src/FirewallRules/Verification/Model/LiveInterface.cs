namespace FirewallRules.Verification;

/// <summary>A condition on the name of an interface.</summary>
/// <param name="Names">The names; one that ends in <c>*</c> or <c>+</c> as written by the reader stands for all that begin so.</param>
/// <param name="IsNegated">Whether it holds for all other names.</param>
internal sealed record LiveInterface(IReadOnlyList<string> Names, bool IsNegated = false)
{
    /// <summary>The mark at the end of a name that stands for any rest.</summary>
    public const char Wildcard = '*';

    /// <summary>Whether the names stand for every interface.</summary>
    public bool IsEvery => Names.Any(name => name is [Wildcard]);

    /// <param name="name">The name of an interface; <see langword="null"/> for one that no rule names.</param>
    public bool Holds(string? name)
        => Names.Any(pattern => pattern is [.. var start, Wildcard]
            ? start.Length == 0 || name?.StartsWith(start, StringComparison.Ordinal) == true
            : string.Equals(pattern, name, StringComparison.Ordinal)) != IsNegated;
}
