namespace FirewallRules.Cli.Output;

/// <summary>Reports what a default deny cuts off: names, logins and containers.</summary>
internal static class DenyNotices
{
    private const int Dns = 53;

    /// <param name="terminal">The standard streams.</param>
    /// <param name="deny">The default deny.</param>
    /// <param name="rules">The rules, whose directions are denied.</param>
    /// <param name="canAllow">Whether the format accepts what is allowed beside the rules, such as <c>--allow-in</c>.</param>
    /// <param name="withoutInbound">How to leave the inbound rules out, where that is possible.</param>
    public static void Write(Terminal terminal, DefaultDeny deny, RuleSet rules, bool canAllow, string? withoutInbound = null)
    {
        List<Rule> allowed = [.. rules.Rules, .. deny.Allow?.Rules ?? []];
        if (canAllow && Denies(rules, Direction.Egress) && !CanResolve(deny, allowed))
        {
            terminal.Warn(
                "--default-deny without --allow-dns or --dns-server: names can be resolved only through the loopback interface");
        }

        if (Denies(rules, Direction.Ingress))
        {
            NoticeLogins(terminal, deny, allowed, canAllow, withoutInbound);
        }
        else if (deny.Forward && !allowed.Exists(rule => rule.Direction == Direction.Ingress))
        {
            terminal.Warn("--forward blocks connections from outside to containers and other hosts; --allow-in opens published ports");
        }
    }

    /// <summary>Whether a default deny blocks traffic of the host in a direction.</summary>
    public static bool Denies(RuleSet rules, Direction direction) => rules.Rules.Any(rule => rule.Direction == direction);

    private static bool CanResolve(DefaultDeny deny, List<Rule> allowed)
        => deny.AllowDns
            || !deny.DnsServers.IsEmpty
            || allowed.Exists(rule => rule is { Direction: Direction.Egress, Protocol: Protocol.Udp, Remote.IsEmpty: false }
                && rule.Ports.Any(ports => ports.First <= Dns && Dns <= ports.Last));

    private static void NoticeLogins(Terminal terminal, DefaultDeny deny, List<Rule> allowed, bool canAllow, string? withoutInbound)
    {
        var session = canAllow ? SshSession.Of(terminal.Variable(SshSession.Variable)) : null;
        if (session is not null
            ? allowed.Exists(session.IsAllowedBy)
            : deny.Allow?.Rules.Any(rule => rule is { Direction: Direction.Ingress, Protocol: Protocol.Tcp }) == true)
        {
            return;
        }

        terminal.Warn(
            "--default-deny blocks every other incoming connection, including remote logins"
                + (withoutInbound is null ? "" : $"; {withoutInbound}")
                + (session is not null ? $"; to keep the address of this SSH session: --allow-in {session}"
                    : canAllow ? "; to keep them: --allow-in PORT=CIDR, such as --allow-in 22=192.0.2.0/24"
                    : ""));
    }
}
