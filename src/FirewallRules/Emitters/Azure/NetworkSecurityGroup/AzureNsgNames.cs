using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Names of rules, such as <c>datadog-egress-tcp-443_10516-ipv4</c>. They are derived from direction, protocol, ports, family and chunk, which
/// are unique within a rule set, and not from addresses or labels, so that the output for a newer document, or for another section with the
/// same ports, updates the rules of the older output.
/// </summary>
internal static class AzureNsgNames
{
    /// <summary>The maximum length of a name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).</summary>
    public const int MaxLength = 80;

    // 80 less a prefix of 16, "-ingress-tcp-", "-ipv4" and a chunk number of four digits.
    private const int MaxPortsLength = 40;
    private const int HashLength = 16;
    private const string PortsPattern = "[0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*";

    public static string Of(string prefix, Rule rule, string family, int chunk)
        => $"{Start(prefix, rule.Direction, rule.Protocol)}{Ports(rule)}-{family}{(chunk == 0 ? "" : $"-{chunk + 1}")}";

    public static string Deny(string prefix, Direction direction) => $"{prefix}-{Word(direction)}-deny";

    /// <summary>
    /// A POSIX extended regular expression for all names of a direction that an output with this prefix can write, and for no others: a prefix
    /// can be the start of another one, and somebody else's rule can start like one of these.
    /// </summary>
    public static string Pattern(string prefix, Direction direction)
        => $"{prefix}-{Word(direction)}-(deny|(tcp|udp)-({PortsPattern}|x[0-9a-f]{{{HashLength}}})-(ipv4|ipv6|any)(-[0-9]+)?)";

    /// <summary>The name as an identifier of Bicep and Terraform; unique for each name.</summary>
    public static string Symbol(string name) => name.Replace("_", "__", StringComparison.Ordinal).Replace('-', '_');

    /// <summary>Whether it is a valid name of an NSG.</summary>
    public static bool IsNsgName(string name)
        => name is { Length: >= 1 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0]) && name[^1] is not ('.' or '-')
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    private static string Start(string prefix, Direction direction, Protocol protocol)
        => $"{prefix}-{Word(direction)}-{(protocol == Protocol.Tcp ? "tcp" : "udp")}-";

    private static string Word(Direction direction) => direction == Direction.Egress ? "egress" : "ingress";

    private static string Ports(Rule rule)
    {
        var ports = string.Join('_', rule.Ports);
        return ports.Length <= MaxPortsLength
            ? ports
            : "x" + Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(ports)))[..HashLength].ToLowerInvariant();
    }
}
