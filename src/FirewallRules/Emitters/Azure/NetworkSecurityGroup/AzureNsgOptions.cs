using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for an Azure network security group (NSG) are written.</summary>
/// <remarks>
/// The numbers are those of <c>learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits</c>: 1000 rules
/// and 4000 addresses and ranges a group, source and destination counted apart; neither can be raised.
/// </remarks>
public sealed record AzureNsgOptions
{
    private const string DefaultName = "datadog";

    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="AzureNsgOutput.Arm"/>.</value>
    public AzureNsgOutput Output { get; init; }

    /// <summary>
    /// Writes the NSG with its rules in one piece, which replaces every rule that the NSG has, instead of single rules for an NSG that
    /// exists. Not with <see cref="AzureNsgOutput.Cli"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>: the user's own rules stay.</value>
    public bool Whole { get; init; }

    /// <summary>The NSG that the output means unless told otherwise when it is applied: 1–80 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, a letter or digit first, no <c>.</c> or <c>-</c> last.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such name.</exception>
    public string NsgName
    {
        get;
        init => field = AzureNsgNames.IsNsgName(value)
            ? value
            : throw new ArgumentException("An NSG name is 1 to 80 letters, digits, '_', '.' and '-', a letter or digit first, no '.' or '-' last.", nameof(value));
    }
    = DefaultName;

    /// <summary>What the names of rules start with: 1–16 lower-case letters, digits and hyphens, a letter first.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is no such prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = RuleNames.IsPrefix(value, '-')
            ? value
            : throw new ArgumentException("A name prefix is 1 to 16 lower-case letters, digits and '-', a letter first.", nameof(value));
    }
    = DefaultName;

    /// <summary>
    /// The first of the 1000 priorities that the rules take, 100–4095; keep those free of other rules. Which of them a rule takes follows
    /// from its name. 4096 is kept for the rules that close the rest.
    /// </summary>
    /// <value>The default is 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 100–4095.</exception>
    public int FirstPriority { get; init => field = Checked(value, AzureNsgPriorities.Lowest, AzureNsgPriorities.Closing - 1); } = 1000;

    /// <summary>
    /// How many addresses one rule lists, 1–4000. With fewer than a rule needs it becomes several, and when they are updated one after
    /// another, a prefix that moves from one to the next is for a moment in neither.
    /// </summary>
    /// <value>The default is 4000: one rule, replaced in one step.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–4000.</exception>
    public int AddressesPerRule { get; init => field = Checked(value, 1, AzureNsgLimits.Addresses); } = AzureNsgLimits.Addresses;

    /// <summary>How many rules the output may have, 1–1000; fewer where the NSG has rules of its own.</summary>
    /// <value>The default is 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int MaxRules { get; init => field = Checked(value, 1, AzureNsgLimits.Rules); } = AzureNsgLimits.Rules;

    /// <summary>How many source and how many destination addresses the output may have, 1–4000; fewer where the NSG has rules of its own.</summary>
    /// <value>The default is 4000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–4000.</exception>
    public int MaxAddresses { get; init => field = Checked(value, 1, AzureNsgLimits.Addresses); } = AzureNsgLimits.Addresses;

    /// <summary>
    /// What happens when there are more addresses than that: <see cref="OnOverflow.Fail"/> or <see cref="OnOverflow.Summarize"/>. The
    /// others are refused: a subnet and a network interface have one NSG each, and Azure has no prefix lists of one's own.
    /// </summary>
    /// <value>The default is <see cref="OnOverflow.Fail"/>.</value>
    public OnOverflow OnOverflow { get; init; }

    /// <summary>
    /// Closes what the rules do not allow, in the directions that they speak of, with a rule of priority 4096 that denies. Without it an
    /// egress rule restricts nothing, because the default rule AllowInternetOutBound lets everything out.
    /// </summary>
    /// <value>The default is <see langword="false"/>: the output only allows.</value>
    public bool CloseRest { get; init; }

    private static int Checked(int value, int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, last);
        return value;
    }
}
