using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A TCP connection that is open and idle, like that of someone who is logged in.</summary>
internal sealed class Session : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    // The first packet may be lost on a busy machine; the kernel repeats it after 1, 3 and 7 seconds.
    private static readonly TimeSpan s_connectPatience = TimeSpan.FromSeconds(10);

    private readonly Socket _client;
    private readonly Socket _server;

    private Session(Socket client, Socket server) => (_client, _server) = (client, server);

    /// <summary>Connects to a namespace, which listens at the port for as long as this takes.</summary>
    /// <param name="from">The namespace of the client.</param>
    /// <param name="target">Where the client connects to.</param>
    /// <param name="to">The namespace that answers.</param>
    /// <param name="port">The port at which it listens, where that is not the one of the target.</param>
    public static Session Open(NetworkNamespace from, Target target, NetworkNamespace to, int? port = null)
    {
        using var listener = to.Inside(() => Listen(target.Destination.AddressFamily, port ?? target.Port));
        var client = from.Inside(() => target.CreateSocket(SocketType.Stream));
        if (!client.ConnectAsync(target.EndPoint).Wait(s_connectPatience) || !listener.Poll(s_patience, SelectMode.SelectRead))
        {
            throw new TimeoutException($"{from.Name} cannot connect to {target.EndPoint}");
        }

        return new Session(client, listener.Accept());
    }

    /// <summary>Whether data passes, in both directions.</summary>
    public bool Passes(bool serverFirst)
    {
        var (first, second) = serverFirst ? (_server, _client) : (_client, _server);
        return Passes(first, second) && Passes(second, first);
    }

    /// <summary>Ends the connection with a reset from the server, and connects anew from the same address and port.</summary>
    /// <exception cref="SocketException">The new connection was refused or not answered.</exception>
    public void ReplaceAfterReset(NetworkNamespace from)
    {
        var (local, remote) = (_client.LocalEndPoint!, _client.RemoteEndPoint!);
        _server.LingerState = new LingerOption(enable: true, seconds: 0);
        _server.Dispose();
        _client.Dispose();
        using var again = from.Inside(() =>
        {
            var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.Bind(local);
            return socket;
        });

        // Waits as long as the kernel does: the first answer of the host is dropped, a repeated one may not be.
        again.Connect(remote);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static bool Passes(Socket from, Socket to)
    {
        from.Send("!"u8);
        return to.Poll(s_patience, SelectMode.SelectRead) && to.Receive(new byte[16]) > 0;
    }

    private static Socket Listen(AddressFamily family, int port)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (family == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
        socket.Listen();
        return socket;
    }
}
