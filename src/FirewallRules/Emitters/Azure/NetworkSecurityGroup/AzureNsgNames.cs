using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Names of rules, such as <c>datadog-egress-tcp-443_10516-ipv4</c>. They follow from direction, protocol, ports, family and chunk, and from
/// neither addresses nor labels: within a rule set no port of a direction and protocol stands in two rules, so that is enough, and a newer
/// document, or another section on the same ports, finds the rule of the older output.
/// </summary>
internal static class AzureNsgNames
{
    /// <summary>The longest name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).</summary>
    public const int MaxLength = 80;

    // What is left of 80 by a prefix of 16, "-ingress-tcp-", "-ipv4" and a chunk number of four digits.
    private const int MaxPortsLength = 40;
    private const int HashLength = 16;

    public static string Of(string prefix, Rule rule, string family, int chunk)
        => $"{Start(prefix, rule.Direction, rule.Protocol)}{Ports(rule)}-{family}{(chunk == 0 ? "" : $"-{chunk + 1}")}";

    public static string Closing(string prefix, Direction direction) => $"{prefix}-{Word(direction)}-deny";

    /// <summary>Shell patterns that match the names of all rules of a direction that this prefix may ever have had.</summary>
    public static IEnumerable<string> Patterns(string prefix, Direction direction)
        => [Closing(prefix, direction), Start(prefix, direction, Protocol.Tcp) + "*", Start(prefix, direction, Protocol.Udp) + "*"];

    /// <summary>The name as an identifier of Bicep and Terraform; different names stay different.</summary>
    public static string Symbol(string name) => name.Replace("_", "__", StringComparison.Ordinal).Replace('-', '_');

    /// <summary>Whether an NSG can have the name.</summary>
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
