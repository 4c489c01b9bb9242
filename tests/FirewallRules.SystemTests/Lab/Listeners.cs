using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Open ports of a namespace, on all its addresses of both families.</summary>
internal sealed class Listeners : IDisposable
{
    private const int Backlog = 4096;

    private static readonly IPAddress[] s_everywhere = [IPAddress.Any, IPAddress.IPv6Any];
    private readonly Socket[] _sockets;

    private Listeners(Socket[] sockets) => _sockets = sockets;

    /// <summary>TCP: accepts and hangs up.</summary>
    public static Listeners Open(NetworkNamespace network, params int[] ports)
    {
        var sockets = network.Inside(() => Bind(SocketType.Stream, ports));
        foreach (var socket in sockets)
        {
            socket.Listen(Backlog);
            _ = AcceptAsync(socket);
        }

        return new Listeners(sockets);
    }

    /// <summary>UDP: sends every datagram back, from the address it was sent to.</summary>
    public static Listeners OpenUdp(NetworkNamespace network, params int[] ports)
    {
        var sockets = network.Inside(() => Bind(SocketType.Dgram, ports));
        foreach (var socket in sockets)
        {
            _ = UdpEcho.ServeAsync(network, socket);
        }

        return new Listeners(sockets);
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private static Socket[] Bind(SocketType type, int[] ports) =>
        [.. ports.SelectMany(_ => s_everywhere, (port, address) => Bind(type, new IPEndPoint(address, port)))];

    private static Socket Bind(SocketType type, IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        if (type == SocketType.Dgram)
        {
            UdpEcho.Prepare(socket);
        }

        socket.Bind(local);
        return socket;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                // An orderly close, never a reset: a reset could overtake the caller's look at its own success.
                (await listener.AcceptAsync().ConfigureAwait(false)).Dispose();
            }
            catch (SocketException exception) when (exception.SocketErrorCode != SocketError.OperationAborted)
            {
                // The caller hung up before its turn; the others still wait.
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
