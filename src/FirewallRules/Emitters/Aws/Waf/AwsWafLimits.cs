namespace FirewallRules.Emitters;

/// <summary>The limits of AWS WAF. Sources: AWS WAF quotas; CreateIPSet in the WAFV2 API reference.</summary>
internal static class AwsWafLimits
{
    /// <summary>Prefixes of an IP set; the quota is fixed.</summary>
    public const int Addresses = 10_000;

    /// <summary>IP sets of an account, region and scope, unless the quota is raised.</summary>
    public const int Sets = 100;

    /// <summary>Characters of the name of an IP set, which are letters, digits, hyphens and underscores.</summary>
    public const int NameLength = 128;

    /// <summary>Characters of the description of an IP set.</summary>
    public const int DescriptionLength = 256;
}
