using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A machine and the rest of the internet, joined by one cable.</summary>
/// <remarks>
/// <see cref="World"/> takes every address there is for its own, except those of <see cref="Host"/>: whatever Host connects to is
/// answered there, and World can call Host from any source.
/// </remarks>
internal sealed class Wire : IDisposable
{
    // Of the ranges kept for benchmarks (RFC 2544, RFC 5180): no vendor publishes them, and no rule under test holds them.
    private const string Host4 = "198.18.0.2";
    private const string World4 = "198.18.0.1";
    private const string Host6 = "2001:2::2";
    private const string World6 = "2001:2::1";
    private const string HostLink = "02:00:00:00:00:02";
    private const string WorldLink = "02:00:00:00:00:01";

    private static readonly TimeSpan s_carrierTimeout = TimeSpan.FromSeconds(10);

    public Wire(Neighbours neighbours = Neighbours.Pinned)
    {
        Host = new NetworkNamespace();
        World = new NetworkNamespace();
        try
        {
            Plug(neighbours);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the firewall under test is loaded.</summary>
    public NetworkNamespace Host { get; }

    /// <summary>Everyone else.</summary>
    public NetworkNamespace World { get; }

    /// <summary>The name of Host's interface.</summary>
    public static string Interface => "eth0";

    /// <summary>Gets the address under which World reaches Host.</summary>
    public static IPAddress HostAddress(AddressFamily family) =>
        Address.Of(family == AddressFamily.InterNetworkV6 ? Host6 : Host4);

    /// <summary>One answer per address: does a TCP connect from Host to it get through?</summary>
    public bool[] Egress(IEnumerable<IPAddress> destinations, int port, TimeSpan? timeout = null) =>
        Probe.Connect(Host, [.. destinations.Select(address => new Target(address, port))], timeout);

    /// <summary>One answer per address: does a TCP connect from it to Host get through?</summary>
    public bool[] Ingress(IEnumerable<IPAddress> sources, int port, TimeSpan? timeout = null) =>
        Probe.Connect(World, [.. sources.Select(address => new Target(HostAddress(address.AddressFamily), port, address))], timeout);

    /// <summary>Waits for the signal of a cable: the kernel notices it a moment later, and gives IPv6 no routes before.</summary>
    public static void AwaitCarrier(NetworkNamespace network, string link)
    {
        var waited = Stopwatch.StartNew();
        while (!network.Run("ip", ["-oneline", "link", "show", link]).Output.Contains(" state UP ", StringComparison.Ordinal))
        {
            if (waited.Elapsed > s_carrierTimeout)
            {
                throw new TimeoutException($"the cable between the namespaces has no signal in {network.Name}");
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>How many first packets World has dropped by itself, because its listeners could not keep up.</summary>
    public int DroppedByListeners()
    {
        var lines = World.Run("cat", ["/proc/net/netstat"]).MustSucceed().Output.Split('\n');
        var (names, values) = (lines[0].Split(' '), lines[1].Split(' '));
        return int.Parse(values[Array.IndexOf(names, "ListenDrops")], System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Host.Dispose();
        World.Dispose();
    }

    private void Plug(Neighbours neighbours)
    {
        Host.Configure($"link add {Interface} address {HostLink} type veth peer name {Interface} address {WorldLink} netns {World.Name}");
        Quieten(Host);
        Quieten(World);
        Host.Configure($"link set {Interface} up");
        World.Configure($"link set {Interface} up");
        AwaitCarrier(Host, Interface);
        AwaitCarrier(World, Interface);
        Host.Configure($"""
            address add {Host4} peer {World4} dev {Interface}
            address add {Host6} peer {World6} dev {Interface} nodad
            route add 0.0.0.0/0 via {World4} dev {Interface} onlink
            route add ::/0 via {World6} dev {Interface} onlink
            """);

        // In the table "local", not in one of our own: only from there does the kernel take an address for its own as a source.
        // It is read before "main", so the way back to Host must stand in it too.
        World.Configure($"""
            address add {World4} peer {Host4} dev {Interface}
            address add {World6} peer {Host6} dev {Interface} nodad
            route add local 0.0.0.0/0 dev lo table local
            route add {Host4} dev {Interface} table local
            route add local ::/0 dev lo table local
            route add {Host6} dev {Interface} table local
            """);
        if (neighbours == Neighbours.Pinned)
        {
            Host.Configure(Pin(World4, WorldLink) + "\n" + Pin(World6, WorldLink));
            World.Configure(Pin(Host4, HostLink) + "\n" + Pin(Host6, HostLink));
        }
    }

    private static string Pin(string address, string link) => $"neigh replace {address} lladdr {link} dev {Interface} nud permanent";

    // A kernel that rations its ICMP answers, doubts a source or repeats a SYN for minutes would blur what the firewall did.
    private static void Quieten(NetworkNamespace network) => network.SetParameters(
        ("net.ipv6.conf.all.disable_ipv6", "0"),
        ($"net.ipv6.conf.{Interface}.disable_ipv6", "0"),
        ("net.ipv6.conf.all.accept_dad", "0"),
        ($"net.ipv6.conf.{Interface}.accept_dad", "0"),
        ("net.ipv4.conf.all.rp_filter", "0"),
        ($"net.ipv4.conf.{Interface}.rp_filter", "0"),
        ("net.ipv4.ip_nonlocal_bind", "1"),
        ("net.ipv6.ip_nonlocal_bind", "1"),
        ("net.ipv4.icmp_ratelimit", "0"),
        ("net.ipv4.icmp_ratemask", "0"),
        ("net.ipv4.icmp_msgs_per_sec", "1000000"),
        ("net.ipv4.icmp_msgs_burst", "100000"),
        ("net.ipv6.icmp.ratelimit", "0"),
        ("net.ipv4.tcp_syn_retries", "1"),
        ("net.ipv4.tcp_max_syn_backlog", "4096"),
        ("net.core.somaxconn", "4096"));
}
