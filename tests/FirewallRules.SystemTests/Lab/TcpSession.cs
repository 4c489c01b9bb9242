using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A TCP connection that is open at both ends, such as a remote login.</summary>
internal sealed class TcpSession : IDisposable
{
    // A lost segment is repeated after 200 ms, then 400 ms.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(900);

    private readonly Socket _caller;
    private readonly Socket _called;

    /// <param name="from">Where the connection comes from.</param>
    /// <param name="target">What the caller connects to.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="port">The port there, which differs from that of the target where the address is translated.</param>
    public TcpSession(NetworkNamespace from, Target target, NetworkNamespace to, int port)
    {
        using var listener = to.Inside(() =>
        {
            var socket = new Socket(target.Destination.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.Bind(new IPEndPoint(target.Destination.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            socket.Listen();
            return socket;
        });
        _caller = from.Inside(() => target.CreateSocket(SocketType.Stream));
        _caller.NoDelay = true;
        _caller.Connect(target.EndPoint);
        _called = listener.Accept();
        _called.NoDelay = true;
    }

    /// <summary>Whether a byte arrives at the other end.</summary>
    /// <param name="fromCaller">Whether the caller sends it.</param>
    /// <param name="patience">How long to wait; <see langword="null"/> for time enough to repeat it twice.</param>
    public bool Send(bool fromCaller, TimeSpan? patience = null)
    {
        var (sender, receiver) = fromCaller ? (_caller, _called) : (_called, _caller);
        try
        {
            sender.Send([1]);
            return receiver.Poll(patience ?? s_patience, SelectMode.SelectRead) && receiver.Receive(new byte[1]) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _caller.Dispose();
        _called.Dispose();
    }
}
