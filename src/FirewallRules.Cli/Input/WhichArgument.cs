namespace FirewallRules.Cli.Input;

/// <summary>An address or prefix, and the port and protocol that are asked for.</summary>
/// <param name="Prefix">The address as a prefix, or the prefix.</param>
/// <param name="Port">The port; null for none.</param>
/// <param name="Protocol">The protocol; null where no port is given, or none for it.</param>
internal sealed record WhichArgument(Cidr Prefix, int? Port, Protocol? Protocol)
{
    public const string HelpName = "ADDRESS[:PORT[/PROTO]]";

    private const string Mapped = "::ffff:";

    /// <summary>The address, or the prefix.</summary>
    public string Text => Prefix.PrefixLength == (Prefix.Family == IpFamily.IPv4 ? 32 : 128) ? Prefix.ToString().Split('/')[0] : Prefix.ToString();

    /// <summary>Reads an argument: <c>192.0.2.1</c>, <c>192.0.2.1:443/tcp</c>, <c>[2001:db8::1]:443</c> or a prefix.</summary>
    /// <exception cref="CliException">It is none of these.</exception>
    public static WhichArgument Read(string text)
    {
        var (address, port) = Split(text);
        if (address.StartsWith(Mapped, StringComparison.OrdinalIgnoreCase) && address.Contains('.', StringComparison.Ordinal))
        {
            address = address[Mapped.Length..];
        }

        if (!Cidr.TryParse(address, CidrStyles.BareAddress, out var prefix, out var error))
        {
            throw CliException.Usage($"{CidrErrorText.Describe(address, error)}. Write an address, optionally with a port, such as "
                + "192.0.2.1:443/tcp or [2001:db8::1]:443.");
        }

        if (port is null)
        {
            return new WhichArgument(prefix, null, null);
        }

        var parts = port.Split('/');
        Protocol? protocol = parts switch
        {
            [_] => null,
            [_, "tcp"] => FirewallRules.Protocol.Tcp,
            [_, "udp"] => FirewallRules.Protocol.Udp,
            _ => throw CliException.Usage($"'{text}': the protocol is tcp or udp."),
        };
        return PortRange.TryParse(parts[0], out var range) && range.IsSingle
            ? new WhichArgument(prefix, range.First, protocol)
            : throw CliException.Usage($"'{text}': '{parts[0]}' is not a port from 1 to 65535.");
    }

    // An IPv6 address has colons of its own, so its port needs brackets.
    private static (string Address, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            return end < 0 || (end + 1 < text.Length && text[end + 1] != ':') ? (text, null)
                : (text[1..end], end + 1 < text.Length ? text[(end + 2)..] : null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && text.IndexOf(':', colon + 1) < 0 ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }
}
