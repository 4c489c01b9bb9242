namespace FirewallRules.Cli.Output;

/// <summary>The SSH session in which the tool runs, which need not be on the host that the rules are for.</summary>
/// <param name="Client">The address that the session comes from, as a prefix.</param>
/// <param name="Port">The port of the SSH server.</param>
internal sealed record SshSession(Cidr Client, int Port)
{
    /// <summary>The variable that the SSH server sets: the address and port of the client, then those of the server.</summary>
    public const string Variable = "SSH_CONNECTION";

    private const string Mapped = "::ffff:";

    /// <summary>The session, or <see langword="null"/> if the text, which anyone can set, does not have an address and a port.</summary>
    public static SshSession? Of(string? text)
    {
        if (text?.Split(' ') is not [var client, _, _, var server])
        {
            return null;
        }

        client = client.StartsWith(Mapped, StringComparison.OrdinalIgnoreCase) ? client[Mapped.Length..] : client;
        return Cidr.TryParse(client, CidrStyles.BareAddress, out var address, out _)
            && address.PrefixLength == (address.Family == IpFamily.IPv4 ? 32 : 128)
            && PortRange.TryParse(server, out var port) && port.IsSingle
            ? new SshSession(address, port.First)
            : null;
    }

    /// <summary>Whether a rule allows the session.</summary>
    public bool IsAllowedBy(Rule rule)
        => rule is { Direction: Direction.Ingress, Protocol: Protocol.Tcp }
            && rule.Ports.Any(ports => ports.First <= Port && Port <= ports.Last)
            && (rule.Remote.IsAny(Client.Family) || rule.Remote.Addresses.Contains(Client));

    /// <summary>The value of <c>--allow-in</c> that allows the session.</summary>
    public override string ToString() => $"{Port}={Client.ToString().Split('/')[0]}";
}
