using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>One packet's way: where to, and for a caller with many addresses, from where.</summary>
internal readonly record struct Target(IPAddress Destination, int Port, IPAddress? Source = null)
{
    public IPEndPoint EndPoint => new(Destination, Port);

    /// <summary>Creates the socket that will go this way; call it inside the namespace.</summary>
    public Socket CreateSocket(SocketType type)
    {
        var socket = new Socket(Destination.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        if (type == SocketType.Stream)
        {
            // Closing with a reset leaves no connection behind to wait out its minute, and no port taken by it.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        if (Source is not null)
        {
            socket.Bind(new IPEndPoint(Source, 0));
        }

        return socket;
    }
}
