namespace FirewallRules.Verification;

/// <summary>Says what the targets of iptables do with a packet.</summary>
internal static class IptablesTargets
{
    private static readonly Cidr Loopback4 = Cidr.Parse("127.0.0.0/8");

    /// <param name="target">The name of the target.</param>
    /// <param name="options">What stands behind it.</param>
    public static LiveAction Action(string target, IReadOnlyList<string> options) => target switch
    {
        "ACCEPT" or "SNAT" or "MASQUERADE" => LiveAction.Accept,
        "DROP" or "REJECT" => LiveAction.Drop,
        "RETURN" => LiveAction.Return,
        "DNAT" or "REDIRECT" or "TPROXY" or "NETMAP" or "DNPT" => LiveAction.Divert,

        // An untracked connection has no state, so that conditions on it do not hold, neither for it nor for its answers.
        "NOTRACK" => LiveAction.Unknown,
        "CT" => options.Contains("--notrack", StringComparer.Ordinal) ? LiveAction.Unknown : LiveAction.Continue,
        "LOG" or "NFLOG" or "ULOG" or "MARK" or "CONNMARK" or "TCPMSS" or "CLASSIFY" or "DSCP" or "TOS" or "TTL" or "HL"
            or "SET" or "TRACE" or "AUDIT" or "CHECKSUM" or "SECMARK" or "CONNSECMARK" or "RATEEST" or "TEE" or "IDLETIMER" or "LED"
            or "TCPOPTSTRIP" or "ECN" or "SNPT" => LiveAction.Continue,
        _ => LiveAction.Unknown,
    };

    /// <summary>Adds where a diversion leads.</summary>
    public static LiveRule Divert(LiveRule rule, string target, IReadOnlyList<string> options)
    {
        var to = options.SkipWhile(option => option is not ("--to-ports" or "--to-destination")).Skip(1).FirstOrDefault() ?? "";
        return (rule.Action, target) switch
        {
            (LiveAction.Divert, "REDIRECT") => rule with { IsDivertedToHost = true, DivertedTo = Ports(to) },
            (LiveAction.Divert, "DNAT") when IsLoopback(to, out var ports) => rule with { IsDivertedToHost = true, DivertedTo = Ports(ports) },

            // Without a program that takes it, the packet goes on.
            (LiveAction.Divert, "TPROXY") => rule with { IsDivertedToHost = true, Match = rule.Match with { Unmodelled = rule.Match.Unmodelled ?? target } },
            _ => rule,
        };
    }

    private static PortRange? Ports(string text) => text.Length > 0 && IpsetState.TryReadPorts(text, '-', out var ports) ? ports : null;

    private static bool IsLoopback(string destination, out string ports)
    {
        var address = destination;
        ports = "";
        if (destination is ['[', ..] && destination.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            (address, ports) = (destination[1..end], destination[(end + 1)..].TrimStart(':'));
        }
        else if (destination.Split(':') is [var host, var port])
        {
            (address, ports) = (host, port);
        }

        return address == "::1" || (Cidr.TryParse(address, CidrStyles.BareAddress, out var to, out _) && Loopback4.Contains(to));
    }
}
