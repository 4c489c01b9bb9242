using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Two containers behind a host, on a bridge of it as Docker, libvirt and home routers have one.</summary>
internal sealed class Bridge : IDisposable
{
    /// <summary>The name of the bridge on the host.</summary>
    public const string Name = "br0";

    /// <summary>The networks of the containers.</summary>
    public const string Network4 = "198.19.0.0/24";

    /// <inheritdoc cref="Network4" />
    public const string Network6 = "2001:2:0:19::/64";

    private const string Gateway4 = "198.19.0.1";
    private const string Gateway6 = "2001:2:0:19::1";

    private readonly Wire _wire;

    public Bridge(Wire wire)
    {
        _wire = wire;
        First = new NetworkNamespace();
        Second = new NetworkNamespace();
        try
        {
            Build();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The container whose ports are published.</summary>
    public NetworkNamespace First { get; }

    /// <summary>Its neighbour.</summary>
    public NetworkNamespace Second { get; }

    /// <summary>The address of the first container.</summary>
    public static IPAddress FirstAddress(AddressFamily family) => Address.Of(family == AddressFamily.InterNetworkV6 ? "2001:2:0:19::2" : "198.19.0.2");

    /// <summary>Whether packets between the containers pass the firewall of the host, as they do where the module br_netfilter is loaded.</summary>
    public void FilterBridged(bool on) => _wire.Host.SetParameters(
        ("net.bridge.bridge-nf-call-iptables", on ? "1" : "0"),
        ("net.bridge.bridge-nf-call-ip6tables", on ? "1" : "0"));

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }

    private void Build()
    {
        var host = _wire.Host;
        host.SetParameters(("net.ipv4.ip_forward", "1"), ("net.ipv6.conf.all.forwarding", "1"));
        foreach (var network in new[] { host, First, Second })
        {
            // A link-local address that is still being checked cannot ask for neighbours.
            network.SetParameters(("net.ipv6.conf.all.accept_dad", "0"), ("net.ipv6.conf.default.accept_dad", "0"));
        }

        host.Configure($"link add {Name} type bridge forward_delay 0 mcast_snooping 0");
        FilterBridged(on: false);
        foreach (var (container, number) in new[] { (First, 2), (Second, 3) })
        {
            host.Configure($"link add veth{number} type veth peer name {Wire.Interface} netns {container.Name}\nlink set veth{number} master {Name} up");
            container.Configure($"link set {Wire.Interface} up");
        }

        host.Configure($"link set {Name} up");
        Wire.AwaitCarrier(host, Name);
        host.Configure($"address add {Gateway4}/24 dev {Name}\naddress add {Gateway6}/64 dev {Name} nodad");
        foreach (var (container, number) in new[] { (First, 2), (Second, 3) })
        {
            Wire.AwaitCarrier(container, Wire.Interface);
            container.Configure($"""
                address add 198.19.0.{number}/24 dev {Wire.Interface}
                address add 2001:2:0:19::{number}/64 dev {Wire.Interface} nodad
                route add default via {Gateway4}
                route add default via {Gateway6}
                """);
        }

        // Before the routes that make World the owner of every other address.
        _wire.World.Configure($"""
            route add {Network4} via {Wire.HostAddress(AddressFamily.InterNetwork)} dev {Wire.Interface} onlink table local
            route add {Network6} via {Wire.HostAddress(AddressFamily.InterNetworkV6)} dev {Wire.Interface} onlink table local
            """);
    }
}
