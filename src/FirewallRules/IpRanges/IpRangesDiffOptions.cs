namespace FirewallRules;

/// <summary>Which sections are compared, and when a section counts as shrunk.</summary>
public sealed record IpRangesDiffOptions
{
    /// <summary>
    /// The fraction of its addresses that a section may lose, 0–1, separately for IPv4 and IPv6; a section that loses more counts as shrunk. A
    /// section that loses all addresses of a family always does.
    /// </summary>
    /// <value>
    /// The default is 0.5: a section that loses exactly half does not count as shrunk. Compared as a decimal with 15 significant digits.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1.</exception>
    public double ShrinkThreshold
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The fraction must be from 0 to 1.");
    }
    = 0.5;

    /// <summary>The sections to compare.</summary>
    /// <value>The default is empty: all sections of both documents.</value>
    public IReadOnlyCollection<Section> Sections { get; init; } = [];
}
