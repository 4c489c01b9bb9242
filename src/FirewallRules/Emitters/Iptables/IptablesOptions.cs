using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How iptables rules are written.</summary>
public sealed record IptablesOptions
{
    /// <summary>Which file is written.</summary>
    /// <value>The default is <see cref="IptablesOutput.Script"/>.</value>
    public IptablesOutput Output { get; init; }

    /// <summary>
    /// What the names of chains (in upper case, before <c>-EGRESS</c> and <c>-INGRESS</c>) and of ip sets start with: 1–16 lower-case
    /// letters, digits and hyphens, a letter first.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = RuleNames.IsPrefix(value, '-')
            ? value
            : throw new ArgumentException("A name prefix is 1 to 16 lower-case letters, digits and '-', a letter first.", nameof(value));
    }
    = "datadog";

    /// <summary>
    /// How many prefixes of one family a rule may have before the script puts them into an ip set, which is looked up in constant time;
    /// 0 always takes sets, <see cref="int.MaxValue"/> never. Plain files never take sets.
    /// </summary>
    /// <value>The default is 256: about there a walk through the rules takes longer than a look-up in a set.</value>
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

    /// <summary>Closes what the rules do not allow, for both families.</summary>
    /// <value>The default is <see langword="null"/>: the output only allows.</value>
    public DefaultDeny? DefaultDeny { get; init; }

    /// <summary>Writes the output that takes everything away again.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Remove { get; init; }
}
