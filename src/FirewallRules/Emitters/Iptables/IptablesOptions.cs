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

    /// <summary>
    /// The position at which the script inserts a jump that is missing, 1–1000; 1 is the first rule of the built-in chain. In a chain with fewer
    /// rules, the jump becomes the last. In Docker's chain <c>DOCKER-USER</c> it is always the first. A jump that exists is not moved.
    /// </summary>
    /// <value>The default is 1: rules that come before the jump could decide first.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int JumpPosition
    {
        get;
        init => field = OptionValues.InRange(value, 1, 1000);
    }
    = 1;

    /// <summary>Denies all other traffic of the families in <see cref="RuleSet.Families"/>.</summary>
    /// <value>The default is <see langword="null"/>: the output only allows traffic.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the output that removes the rules and sets again.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }
}
