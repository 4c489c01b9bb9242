using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules of AWS security groups are written.</summary>
public sealed record AwsSecurityGroupOptions
{
    /// <summary>What is written.</summary>
    /// <value>The default is <see cref="AwsSecurityGroupOutput.Cli"/>.</value>
    public AwsSecurityGroupOutput Output { get; init; }

    /// <summary>
    /// How many rules a group takes for each direction and family, 1–1000: the account's quota "inbound or outbound rules per security
    /// group", less the rules that the group has besides.
    /// </summary>
    /// <value>The default is 60, the quota that an account starts with.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int MaxRules
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, AwsLimits.RulesTimesGroups);
            field = value;
        }
    }
    = AwsLimits.DefaultRules;

    /// <summary>
    /// What happens when the rules need more than <see cref="MaxRules"/>. <see cref="OnOverflow.PrefixList"/> writes prefix lists whether they
    /// need more or not; a rule that refers to a list counts as many rules as the list can have entries, so the quota must be raised for it.
    /// </summary>
    /// <value>The default is <see cref="OnOverflow.Fail"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of those.</exception>
    public OnOverflow OnOverflow
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Fail, Split, PrefixList or Summarize.");
    }

    /// <summary>
    /// What marks rules as written here, and what the names of prefix lists and Terraform resources start with: 1–16 lower-case letters,
    /// digits and hyphens, a letter first, and not <c>sg-</c>, which AWS keeps for itself. Two outputs for one group need two prefixes.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = RuleNames.IsPrefix(value, '-') && !value.StartsWith("sg-", StringComparison.Ordinal)
            ? value
            : throw new ArgumentException("A name prefix is 1 to 16 lower-case letters, digits and '-', a letter first, and does not start with 'sg-'.", nameof(value));
    }
    = "datadog";

    /// <summary>
    /// How many entries a prefix list has room for beyond those that it needs now, 0–1000. Each counts toward the group's rules, used or not.
    /// </summary>
    /// <value>The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1000.</exception>
    public int PrefixListHeadroom
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, AwsLimits.PrefixListEntries);
            field = value;
        }
    }

    /// <summary>
    /// Revokes the rule by which a new group allows all egress, once the rules are there; only with <see cref="AwsSecurityGroupOutput.Cli"/>,
    /// whose flag <c>--revoke-default-egress</c> does the same.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RevokeDefaultEgress { get; init; }
}
