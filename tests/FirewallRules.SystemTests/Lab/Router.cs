using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A host that forwards for a machine behind it, such as a container or a computer of a local network.</summary>
internal sealed class Router : IDisposable
{
    private const string Inner4 = "10.77.0.2";
    private const string Gateway4 = "10.77.0.1";
    private const string Inner6 = "fd77::2";
    private const string Gateway6 = "fd77::1";

    public Router()
    {
        Wire = new Wire(Neighbours.Discovered);
        Inner = new NetworkNamespace();
        try
        {
            Plug();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Wire Wire { get; }

    /// <summary>Where the firewall under test is loaded.</summary>
    public NetworkNamespace Host => Wire.Host;

    public NetworkNamespace World => Wire.World;

    /// <summary>The machine behind the host.</summary>
    public NetworkNamespace Inner { get; }

    /// <summary>The interface of the host towards it.</summary>
    public static string Interface => "docker0";

    public static IPAddress InnerAddress(AddressFamily family) => Address.Of(family == AddressFamily.InterNetworkV6 ? Inner6 : Inner4);

    /// <summary>Publishes a port of the inner machine, with the chains and rules that Docker has for it.</summary>
    public void Publish(int port, int innerPort)
    {
        foreach (var (command, inner, network) in new[]
        {
            ("iptables-nft-restore", Inner4, "10.77.0.0/24"),
            ("ip6tables-nft-restore", $"[{Inner6}]", "fd77::/64"),
        })
        {
            var rules = string.Concat(new[] { "tcp", "udp" }.Select(protocol => $"""
                -A DOCKER -d {inner.Trim('[', ']')} ! -i {Interface} -o {Interface} -p {protocol} -m {protocol} --dport {innerPort} -j ACCEPT

                """));
            var translations = string.Concat(new[] { "tcp", "udp" }.Select(protocol => $"""
                -A DOCKER ! -i {Interface} -p {protocol} -m {protocol} --dport {port} -j DNAT --to-destination {inner}:{innerPort}

                """));
            Host.Run(command, [], $"""
                *nat
                :PREROUTING ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                :DOCKER - [0:0]
                -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
                -A POSTROUTING -s {network} ! -o {Interface} -j MASQUERADE
                {translations}COMMIT
                *filter
                :FORWARD DROP [0:0]
                :DOCKER - [0:0]
                :DOCKER-USER - [0:0]
                -A FORWARD -j DOCKER-USER
                -A FORWARD -o {Interface} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                -A FORWARD -o {Interface} -j DOCKER
                -A FORWARD -i {Interface} -j ACCEPT
                -A DOCKER-USER -j RETURN
                {rules}COMMIT

                """).MustSucceed();
        }
    }

    public void Dispose()
    {
        Wire.Dispose();
        Inner.Dispose();
    }

    private void Plug()
    {
        var (host4, host6) = (Wire.HostAddress(AddressFamily.InterNetwork), Wire.HostAddress(AddressFamily.InterNetworkV6));
        Host.Configure($"link add {Interface} type veth peer name eth0 netns {Inner.Name}");
        Host.SetParameters(
            ("net.ipv4.ip_forward", "1"),
            ("net.ipv6.conf.all.forwarding", "1"),
            ($"net.ipv4.conf.{Interface}.rp_filter", "0"),
            ($"net.ipv6.conf.{Interface}.accept_dad", "0"));
        Inner.SetParameters(("net.ipv6.conf.all.accept_dad", "0"), ("net.ipv6.conf.eth0.accept_dad", "0"), ("net.ipv4.tcp_syn_retries", "1"));
        Host.Configure($"link set {Interface} up");
        Inner.Configure("link set eth0 up");
        Wire.AwaitCarrier(Host, Interface);
        Wire.AwaitCarrier(Inner, "eth0");
        Host.Configure($"""
            address add {Gateway4}/24 dev {Interface}
            address add {Gateway6}/64 dev {Interface} nodad
            """);
        Inner.Configure($"""
            address add {Inner4}/24 dev eth0
            address add {Inner6}/64 dev eth0 nodad
            route add 0.0.0.0/0 via {Gateway4} dev eth0
            route add ::/0 via {Gateway6} dev eth0
            """);

        // World takes every other address for its own.
        World.Configure($"""
            route add {Inner4} via {host4} dev {Wire.Interface} onlink table local
            route add {Inner6} via {host6} dev {Wire.Interface} onlink table local
            """);
    }
}
