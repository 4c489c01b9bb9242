namespace FirewallRules.Emitters;

/// <summary>A property of a security rule with its ARM name, common to all languages.</summary>
/// <param name="Name">The name, such as <c>destinationPortRange</c>.</param>
/// <param name="Values">The value, or the values of a list.</param>
/// <param name="Kind">How the values are written.</param>
internal sealed record AzureNsgProperty(string Name, IReadOnlyList<string> Values, AzureNsgProperty.ValueKind Kind)
{
    public const string SecurityGroupType = "Microsoft.Network/applicationSecurityGroups";

    internal enum ValueKind
    {
        Number,
        Text,
        ShortList,
        LongList,

        /// <summary>The name of an application security group.</summary>
        SecurityGroup,
    }
}
