using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for AWS security groups are written.</summary>
public sealed record AwsSecurityGroupOptions
{
    /// <summary>The output to write.</summary>
    /// <value>The default is <see cref="AwsSecurityGroupOutput.Cli"/>.</value>
    public AwsSecurityGroupOutput Output { get; init; }

    /// <summary>
    /// The maximum number of rules of a group for each direction and family, 1–1000: the quota "inbound or outbound rules per security group"
    /// of the account, less the other rules of the group.
    /// </summary>
    /// <value>The default is 60, the default quota of an account.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int MaxRules
    {
        get;
        init => field = OptionValues.InRange(value, 1, AwsLimits.RulesTimesGroups);
    }
    = AwsLimits.DefaultRules;

    /// <summary>
    /// What happens when the rules exceed <see cref="MaxRules"/>. <see cref="OnOverflow.PrefixList"/> always writes prefix lists; a rule that
    /// refers to a list counts as many rules as the maximum number of entries of the list, so the quota must be raised for it.
    /// </summary>
    /// <value>The default is <see cref="OnOverflow.Fail"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public OnOverflow OnOverflow
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Fail, Split, PrefixList or Summarize.");
    }

    /// <summary>
    /// The mark in the descriptions of rules, and the start of the names of prefix lists and Terraform resources: 1–16 lower-case letters, digits
    /// and hyphens, starting with a letter but not with <c>sg-</c>, which AWS reserves. Two outputs for one group need different prefixes.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.AwsNamePrefix(value);
    }
    = "datadog";

    /// <summary>
    /// The spare entries of a prefix list, 0–1000. They count toward the rules of the group, whether used or not.
    /// </summary>
    /// <value>The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1000.</exception>
    public int PrefixListHeadroom
    {
        get;
        init => field = OptionValues.InRange(value, 0, AwsLimits.PrefixListEntries);
    }

    /// <summary>
    /// Revokes the default rule that allows all egress, after the rules are added; only with <see cref="AwsSecurityGroupOutput.Cli"/>. The option
    /// <c>--revoke-default-egress</c> of the script does the same.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RevokeDefaultEgress { get; init; }
}
