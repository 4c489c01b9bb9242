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
    /// The part of <see cref="MaxRules"/> that stays free in each group with <see cref="OnOverflow.Split"/>, in percent, 0–95. The number of groups
    /// follows from it. With 50 or more, the rules of any two documents fit into the groups together, so that new rules can always be added before
    /// old ones are removed.
    /// </summary>
    /// <value>The default is 50.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–95.</exception>
    public int SplitHeadroom
    {
        get;
        init => field = OptionValues.InRange(value, 0, 95);
    }
    = 50;

    /// <summary>
    /// The maximum number of entries of each prefix list, 1–1000. It counts toward the rules of the group, whether used or not. A list cannot
    /// change its size and its entries at the same time, so choose a size that lasts.
    /// </summary>
    /// <value>The default is <see langword="null"/>: for each list the next power of two, at most 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int? PrefixListSize
    {
        get;
        init => field = value is { } size ? OptionValues.InRange(size, 1, AwsLimits.PrefixListEntries) : null;
    }

    /// <summary>
    /// Revokes the default rule that allows all egress, after the rules are added; only with <see cref="AwsSecurityGroupOutput.Cli"/>. The option
    /// <c>--revoke-default-egress</c> of the script does the same.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RevokeDefaultEgress { get; init; }

    /// <summary>The most rules of a group with <see cref="OnOverflow.Split"/>, for each direction and family.</summary>
    internal int SplitCapacity => Math.Max(1, MaxRules * (100 - SplitHeadroom) / 100);
}
