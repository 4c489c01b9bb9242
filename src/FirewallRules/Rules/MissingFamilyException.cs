using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A rule with addresses has none of the requested family. A rule is never filtered to an empty one.</summary>
public sealed class MissingFamilyException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="family">The requested family.</param>
    /// <param name="rule">The rule that has no address of it.</param>
    public MissingFamilyException(IpFamily family, Rule rule)
        : base(Describe(family, rule)) => (Family, Rule) = (family, rule);

    /// <summary>The requested family.</summary>
    public IpFamily Family { get; }

    /// <summary>The rule that has no address of the family.</summary>
    public Rule Rule { get; }

    private static string Describe(IpFamily family, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var labels = PrintableText.Of(string.Join(", ", rule.Labels));
        return $"The rule '{labels}' ({rule.ToTrafficString()}) has no {family} addresses. Remove the rule or keep both families.";
    }
}
