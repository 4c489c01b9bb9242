namespace FirewallRules;

/// <summary>How ip sets, and the iptables rules that refer to them, are written.</summary>
public sealed record IpsetOptions
{
    /// <summary>Writes only the sets, for rules that you write yourself.</summary>
    /// <value>The default is <see langword="false"/>: sets and rules.</value>
    public bool SetsOnly { get; init; }

    /// <inheritdoc cref="IptablesOptions.NamePrefix" />
    public string NamePrefix
    {
        get;
        init => field = new IptablesOptions { NamePrefix = value }.NamePrefix;
    }
    = "datadog";

    /// <inheritdoc cref="IptablesOptions.JumpPosition" />
    public int JumpPosition
    {
        get;
        init => field = new IptablesOptions { JumpPosition = value }.JumpPosition;
    }
    = 1;

    /// <summary>Denies all other traffic of the families in <see cref="RuleSet.Families"/>; not with <see cref="SetsOnly"/>.</summary>
    /// <value>The default is <see langword="null"/>: the output only allows traffic.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the output that removes the rules and sets again.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }
}
