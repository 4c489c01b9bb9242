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

    public static string Of(string prefix, Rule rule, string family, int chunk)
        => $"{Start(prefix, rule.Direction, rule.Protocol)}{Ports(rule)}-{family}{(chunk == 0 ? "" : $"-{chunk + 1}")}";

    public static string Deny(string prefix, Direction direction) => $"{prefix}-{Word(direction)}-deny";

    /// <summary>Shell patterns for the names of all possible rules of a direction with this prefix.</summary>
    public static IEnumerable<string> Patterns(string prefix, Direction direction)
        => [Deny(prefix, direction), Start(prefix, direction, Protocol.Tcp) + "*", Start(prefix, direction, Protocol.Udp) + "*"];

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
