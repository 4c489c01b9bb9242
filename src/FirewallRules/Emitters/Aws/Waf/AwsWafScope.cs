namespace FirewallRules;

/// <summary>Which resources can use an IP set of AWS WAF. <c>default</c> is <see cref="Regional"/>.</summary>
public enum AwsWafScope
{
    /// <summary>Resources of one region, such as load balancers and API gateways.</summary>
    Regional = 0,

    /// <summary>CloudFront distributions and Amplify apps. AWS has such IP sets in the region us-east-1 only.</summary>
    CloudFront = 1,
}
