using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Open ports of a namespace, on all its addresses of both families.</summary>
internal sealed class Listeners : IDisposable
{
    private const int Backlog = 4096;

    private static readonly IPAddress[] s_everywhere = [IPAddress.Any, IPAddress.IPv6Any];
    private readonly IDisposable[] _listeners;

    private Listeners(IDisposable[] listeners) => _listeners = listeners;

    /// <summary>TCP: accepts and hangs up.</summary>
    public static Listeners Open(NetworkNamespace network, params int[] ports)
    {
        var sockets = network.Inside(() => Array.ConvertAll(Everywhere(ports), Listen));
        foreach (var socket in sockets)
        {
            _ = AcceptAsync(socket);
        }

        return new Listeners(sockets);
    }

    /// <summary>UDP: sends every datagram back, from the address it was sent to.</summary>
    public static Listeners OpenUdp(NetworkNamespace network, params int[] ports) =>
        new(Array.ConvertAll(Everywhere(ports), local => new UdpEcho(network, local)));

    public void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }
    }

    private static IPEndPoint[] Everywhere(int[] ports) =>
        [.. ports.SelectMany(_ => s_everywhere, (port, address) => new IPEndPoint(address, port))];

    private static Socket Listen(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        Bind(socket, local);
        socket.Listen(Backlog);
        return socket;
    }

    // A process that starts at the same time holds copies of all sockets until it executes its program, also of a listener that is closed here.
    private static void Bind(Socket socket, IPEndPoint local)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                socket.Bind(local);
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse && tries < 50)
            {
                Thread.Sleep(20);
            }
        }
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
