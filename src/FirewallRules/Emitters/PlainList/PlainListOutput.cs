namespace FirewallRules;

/// <summary>The language of a plain list. <c>default</c> is <see cref="Lines"/>.</summary>
public enum PlainListOutput
{
    /// <summary>
    /// The smallest list of the prefixes of all rules, one per line, IPv4 before IPv6. It has no header, because many programs that read such
    /// lists do not accept comments; directions, protocols and ports are not in it.
    /// </summary>
    Lines = 0,

    /// <summary>An array with one object per rule and prefix.</summary>
    Json = 1,

    /// <summary>Comma-separated values (RFC 4180, but with LF line ends): a line of column names, then one line per rule and prefix.</summary>
    Csv = 2,
}
