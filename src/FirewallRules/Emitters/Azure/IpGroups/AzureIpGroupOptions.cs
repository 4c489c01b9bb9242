using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How IP groups for Azure Firewall are written.</summary>
public sealed record AzureIpGroupOptions
{
    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="AzureIpGroupOutput.Arm"/>.</value>
    public AzureIpGroupOutput Output { get; init; }

    /// <summary>The start of the names of IP groups: 1–16 lower-case letters, digits and hyphens, starting with a letter.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-');
    }
    = "datadog";
}
