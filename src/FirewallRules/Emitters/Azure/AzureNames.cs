using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Names of resources, such as <c>datadog-egress-tcp-443_10516</c>. They are derived from direction, protocol and ports, and not from addresses
/// or labels.
/// </summary>
internal static class AzureNames
{
    /// <summary>A POSIX extended regular expression for the part of a name that follows the protocol.</summary>
    public const string PortsPattern = "([0-9]+(-[0-9]+)?(_[0-9]+(-[0-9]+)?)*|x[0-9a-f]{16})";

    // The longest name is 80 characters, less a prefix of 16, "-ingress-tcp-", "-ipv4" and a number of four digits.
    private const int MaxPortsLength = 40;
    private const int HashLength = 16;

    public static string Traffic(string prefix, Rule rule)
        => $"{prefix}-{Word(rule.Direction)}-{(rule.Protocol == Protocol.Tcp ? "tcp" : "udp")}-{Ports(rule)}";

    public static string Word(Direction direction) => direction == Direction.Egress ? "egress" : "ingress";

    /// <summary>The name as an identifier of Bicep and Terraform; unique for each name.</summary>
    public static string Symbol(string name) => name.Replace("_", "__", StringComparison.Ordinal).Replace('-', '_');

    private static string Ports(Rule rule)
    {
        var ports = string.Join('_', rule.Ports);
        return ports.Length <= MaxPortsLength
            ? ports
            : "x" + Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(ports)))[..HashLength].ToLowerInvariant();
    }
}
