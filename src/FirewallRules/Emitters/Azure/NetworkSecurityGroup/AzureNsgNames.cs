namespace FirewallRules.Emitters;

/// <summary>
/// Names of rules, such as <c>datadog-egress-tcp-443_10516-ipv4</c>: direction, protocol, ports, family and chunk, so that the output for a
/// newer document, or for another section with the same ports, updates the rules of the older output.
/// </summary>
internal static class AzureNsgNames
{
    /// <summary>The maximum length of a name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).</summary>
    public const int MaxLength = 80;

    public static string Of(string prefix, Rule rule, string family, int chunk)
        => $"{AzureNames.Traffic(prefix, rule)}-{family}{(chunk == 0 ? "" : $"-{chunk + 1}")}";

    public static string Deny(string prefix, Direction direction) => $"{prefix}-{AzureNames.Word(direction)}-deny";

    /// <summary>
    /// A POSIX extended regular expression for all names of a direction that an output with this prefix can write, and for no others: a prefix
    /// can be the start of another one, and somebody else's rule can start like one of these.
    /// </summary>
    public static string Pattern(string prefix, Direction direction)
        => $"{prefix}-{AzureNames.Word(direction)}-(deny|(tcp|udp)-{AzureNames.PortsPattern}-(ipv4|ipv6|any)(-[0-9]+)?)";

    /// <summary>The name as an identifier of Bicep and Terraform; unique for each name.</summary>
    public static string Symbol(string name) => AzureNames.Symbol(name);

    /// <summary>Whether it is a valid name of an NSG.</summary>
    public static bool IsNsgName(string name)
        => name is { Length: >= 1 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0]) && name[^1] is not ('.' or '-')
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
