namespace FirewallRules;

/// <summary>What is compared, and how much a section may lose before it counts as shrunk.</summary>
public sealed record IpRangesDiffOptions
{
    /// <summary>
    /// The fraction of its addresses that a section may lose, 0–1, judged for IPv4 and IPv6 apart; a section that loses more has shrunk.
    /// Where all addresses of a family are lost, it always has.
    /// </summary>
    /// <value>The default is 0.5: a section that loses exactly half has not shrunk. Compared as a decimal with 15 significant digits.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1.</exception>
    public double ShrinkThreshold
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A fraction of the addresses of a section is 0 to 1.");
    }
    = 0.5;

    /// <summary>The sections to compare.</summary>
    /// <value>The default is empty: all sections of both documents.</value>
    public IReadOnlyCollection<Section> Sections { get; init; } = [];
}
