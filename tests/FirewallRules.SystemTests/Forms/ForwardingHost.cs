using System.Globalization;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A host with forwarding rules of its own, as others leave it: the containers of <see cref="Bridge"/> are behind it.</summary>
public sealed class ForwardingHost
{
    /// <summary>The port that Docker publishes, and the one inside the container.</summary>
    internal const int PublishedPort = 8080;

    /// <inheritdoc cref="PublishedPort" />
    internal const int ContainerPort = 80;

    private const string Known = "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";

    private readonly string _name;
    private readonly string _rules;

    private ForwardingHost(string name, string rules) => (_name, _rules) = (name, rules);

    /// <summary>The chains that dockerd 28 creates for a bridge with one published port.</summary>
    internal static ForwardingHost Docker { get; } = new("Docker", $"""
        *nat
        :DOCKER - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A POSTROUTING -s NETWORK ! -o {Bridge.Name} -j MASQUERADE
        -A DOCKER ! -i {Bridge.Name} -p tcp -m tcp --dport {PublishedPort} -j DNAT --to-destination FIRST_SOCKET
        COMMIT
        *filter
        :FORWARD DROP [0:0]
        :DOCKER - [0:0]
        :DOCKER-BRIDGE - [0:0]
        :DOCKER-CT - [0:0]
        :DOCKER-FORWARD - [0:0]
        :DOCKER-USER - [0:0]
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-FORWARD
        -A DOCKER -d FIRST ! -i {Bridge.Name} -o {Bridge.Name} -p tcp -m tcp --dport {ContainerPort} -j ACCEPT
        -A DOCKER ! -i {Bridge.Name} -o {Bridge.Name} -j DROP
        -A DOCKER-BRIDGE -o {Bridge.Name} -j DOCKER
        -A DOCKER-CT -o {Bridge.Name} {Known}
        -A DOCKER-FORWARD -j DOCKER-CT
        -A DOCKER-FORWARD -j DOCKER-BRIDGE
        -A DOCKER-FORWARD -i {Bridge.Name} -j ACCEPT
        COMMIT
        """);

    /// <summary>A router that forwards everything and tracks nothing.</summary>
    internal static ForwardingHost Router { get; } = new("router", $"""
        *filter
        -A FORWARD -i {Bridge.Name} -p tcp -m tcp --dport 25 -j DROP
        COMMIT
        """);

    /// <summary>A router whose own policy is to drop: the containers may connect to port 443 only.</summary>
    internal static ForwardingHost ClosedRouter { get; } = new("closed router", $"""
        *filter
        :FORWARD DROP [0:0]
        -A FORWARD {Known}
        -A FORWARD -i {Bridge.Name} -p tcp -m tcp --dport 443 -j ACCEPT
        COMMIT
        """);

    /// <summary>The chains that libvirt creates for a routed network.</summary>
    internal static ForwardingHost Libvirt { get; } = new("libvirt", $"""
        *filter
        :LIBVIRT_FWI - [0:0]
        :LIBVIRT_FWO - [0:0]
        :LIBVIRT_FWX - [0:0]
        -A FORWARD -j LIBVIRT_FWX
        -A FORWARD -j LIBVIRT_FWI
        -A FORWARD -j LIBVIRT_FWO
        -A LIBVIRT_FWI -d NETWORK -o {Bridge.Name} -j ACCEPT
        -A LIBVIRT_FWI -o {Bridge.Name} -j REJECT
        -A LIBVIRT_FWO -s NETWORK -i {Bridge.Name} -j ACCEPT
        -A LIBVIRT_FWO -i {Bridge.Name} -j REJECT
        -A LIBVIRT_FWX -i {Bridge.Name} -o {Bridge.Name} -j ACCEPT
        COMMIT
        """);

    public override string ToString() => _name;

    /// <summary>Loads the rules of both families.</summary>
    internal void Load(NetworkNamespace host, string variant)
    {
        foreach (var (command, family) in new[] { ("iptables-restore", IpFamily.IPv4), ("ip6tables-restore", IpFamily.IPv6) })
        {
            Xtables.Run(host, variant, command, Scratch.Write(Rules(family) + "\n")).MustSucceed();
        }
    }

    private string Rules(IpFamily family)
    {
        var first = Bridge.FirstAddress(family == IpFamily.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);
        var socket = string.Create(CultureInfo.InvariantCulture, $"{(family == IpFamily.IPv4 ? $"{first}" : $"[{first}]")}:{ContainerPort}");
        return _rules
            .Replace("*filter", "*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]", StringComparison.Ordinal)
            .Replace("FIRST_SOCKET", socket, StringComparison.Ordinal)
            .Replace("FIRST", first.ToString(), StringComparison.Ordinal)
            .Replace("NETWORK", family == IpFamily.IPv4 ? Bridge.Network4 : Bridge.Network6, StringComparison.Ordinal);
    }
}
