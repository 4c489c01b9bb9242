using System.Text;

namespace FirewallRules.Verification;

/// <summary>The rules that Azure adds to every NSG, and that templates do not have.</summary>
internal static class AzureDefaultRules
{
    /// <summary>The highest priority number of a rule that is not one of these.</summary>
    public const int LastPriority = 4096;

    private const string Listing =
        """
        [
          {"name":"AllowVnetInBound","priority":65000,"direction":"Inbound","access":"Allow","protocol":"*","sourcePortRange":"*","destinationPortRange":"*",
           "sourceAddressPrefix":"VirtualNetwork","destinationAddressPrefix":"VirtualNetwork"},
          {"name":"AllowAzureLoadBalancerInBound","priority":65001,"direction":"Inbound","access":"Allow","protocol":"*","sourcePortRange":"*",
           "destinationPortRange":"*","sourceAddressPrefix":"AzureLoadBalancer","destinationAddressPrefix":"*"},
          {"name":"DenyAllInBound","priority":65500,"direction":"Inbound","access":"Deny","protocol":"*","sourcePortRange":"*","destinationPortRange":"*",
           "sourceAddressPrefix":"*","destinationAddressPrefix":"*"},
          {"name":"AllowVnetOutBound","priority":65000,"direction":"Outbound","access":"Allow","protocol":"*","sourcePortRange":"*","destinationPortRange":"*",
           "sourceAddressPrefix":"VirtualNetwork","destinationAddressPrefix":"VirtualNetwork"},
          {"name":"AllowInternetOutBound","priority":65001,"direction":"Outbound","access":"Allow","protocol":"*","sourcePortRange":"*",
           "destinationPortRange":"*","sourceAddressPrefix":"*","destinationAddressPrefix":"Internet"},
          {"name":"DenyAllOutBound","priority":65500,"direction":"Outbound","access":"Deny","protocol":"*","sourcePortRange":"*","destinationPortRange":"*",
           "sourceAddressPrefix":"*","destinationAddressPrefix":"*"}
        ]
        """;

    private static readonly IReadOnlyList<AzureSecurityRule> All =
        [.. LiveJson.Parse(Encoding.UTF8.GetBytes(Listing), "the default rules").Items.Select(AzureSecurityRuleReader.Read)];

    /// <summary>Those that a listing lacks.</summary>
    public static IEnumerable<AzureSecurityRule> MissingIn(IReadOnlyCollection<AzureSecurityRule> rules)
        => All.Where(rule => !rules.Any(other => (other.Priority, other.Direction) == (rule.Priority, rule.Direction)));
}
