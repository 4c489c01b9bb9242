namespace FirewallRules.Cli.Options;

/// <summary>Reads what is allowed beside the rules: <c>PORT[-PORT][/PROTO][=CIDR,…]</c>.</summary>
internal static class AllowArgument
{
    public const string HelpName = "PORT[-PORT][/PROTO][=CIDR,...]";

    private const string AnyPort = "any";

    /// <summary>The rules of one value: one for a port, two (TCP and UDP) for <c>any</c> without a protocol.</summary>
    /// <param name="option">The option, for messages and labels.</param>
    /// <param name="direction">The direction that it allows.</param>
    /// <param name="text">The value.</param>
    /// <exception cref="CliException">The value is invalid.</exception>
    public static IEnumerable<Rule> Read(string option, Direction direction, string text)
    {
        var equals = text.IndexOf('=');
        var traffic = equals < 0 ? text : text[..equals];
        var slash = traffic.IndexOf('/');
        var (port, protocol) = slash < 0 ? (traffic, null) : (traffic[..slash], traffic[(slash + 1)..]);
        CliException.UsageIf(
            port.Contains('.') || port.Contains(':'),
            $"{option}: '{text}' has no port: write PORT=CIDR, such as 22={text}, or any={text} for all ports.");
        CliException.UsageIf(
            protocol is not (null or "tcp" or "udp"),
            $"{option}: '{protocol}' is not a protocol: write tcp or udp, as in 53/udp. Other protocols cannot be allowed.");
        var isAny = port == AnyPort;
        CliException.UsageIf(
            !PortRange.TryParse(port, out var ports) && !isAny,
            $"{option}: '{port}' is not a port: write 22, 8000-8100 or 53/udp, or 'any' for all TCP and UDP ports.");
        var remote = equals < 0 ? Remote.Any : RemoteArgument.Read($"{option} {traffic}", [text[(equals + 1)..]]);
        Protocol[] protocols = protocol switch
        {
            "tcp" => [Protocol.Tcp],
            "udp" => [Protocol.Udp],
            _ => isAny ? [Protocol.Tcp, Protocol.Udp] : [Protocol.Tcp],
        };
        var label = $"{option.TrimStart('-')} {port}{(isAny && protocol is null ? "" : $"/{protocol ?? "tcp"}")}";
        var range = isAny ? PortRange.All : ports;
        return protocols.Select(one => direction == Direction.Egress ? Rule.Egress(remote, one, range, label) : Rule.Ingress(remote, one, range, label));
    }
}
