using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How iptables rules are written.</summary>
public sealed record IptablesOptions
{
    /// <summary>The file to write.</summary>
    /// <value>The default is <see cref="IptablesOutput.Script"/>.</value>
    public IptablesOutput Output { get; init; }

    /// <summary>
    /// The start of the names of chains (in upper case, followed by <c>-EGRESS</c>, <c>-INGRESS</c> or <c>-FORWARD</c>) and of ip sets: 1–16
    /// lower-case letters, digits and hyphens, starting with a letter.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-');
    }
    = "datadog";

    /// <summary>
    /// The maximum number of prefixes of one family for which a rule is written per prefix. With more, the script uses an ip set, whose lookup
    /// time is constant. 0: always use sets; <see cref="int.MaxValue"/>: never. Restore files never use sets.
    /// </summary>
    /// <value>The default is 256: beyond that, a set is faster than a list of rules.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int IpsetThreshold
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 256;

    /// <summary>Denies all other traffic of the families in <see cref="RuleSet.Families"/>.</summary>
    /// <value>The default is <see langword="null"/>: the output only allows traffic.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the output that removes the rules and sets again.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }
}
