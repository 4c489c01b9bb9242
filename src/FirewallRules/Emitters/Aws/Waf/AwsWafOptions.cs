using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How IP sets for AWS WAF are written.</summary>
public sealed record AwsWafOptions
{
    /// <summary>The output to write.</summary>
    /// <value>The default is <see cref="AwsWafOutput.Cli"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public AwsWafOutput Output
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Cli, CloudFormation or Terraform.");
    }

    /// <summary>Which resources can use the IP sets.</summary>
    /// <value>The default is <see cref="AwsWafScope.Regional"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public AwsWafScope Scope
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Regional or CloudFront.");
    }

    /// <summary>
    /// The mark in the descriptions and the start of the names of IP sets: 1–16 lower-case letters, digits and hyphens, starting with a letter.
    /// Two outputs for the same site and sections in one account, region and scope need different prefixes.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-');
    }
    = "datadog";
}
