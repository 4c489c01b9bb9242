using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Sends datagrams back from the very address they were sent to.</summary>
internal static class UdpEcho
{
    /// <summary>To be called before the bind.</summary>
    /// <remarks>Asks the kernel to tell each datagram's destination, and lets the answering sockets share the port.</remarks>
    public static void Prepare(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        var level = socket.AddressFamily == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
        socket.SetSocketOption(level, SocketOptionName.PacketInformation, optionValue: true);
        socket.ReceiveBufferSize = 1 << 22;
    }

    public static async Task ServeAsync(NetworkNamespace network, Socket socket)
    {
        var local = (IPEndPoint)socket.LocalEndPoint!;
        var anyone = new IPEndPoint(local.Address, 0);
        var buffer = new byte[2048];
        while (true)
        {
            try
            {
                var got = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, anyone).ConfigureAwait(false);
                var from = new IPEndPoint(got.PacketInformation.Address, local.Port);

                // A socket answers from the address it is bound to, and there is no call to choose another: so one per answer.
                using var answer = network.Inside(() => Bind(from));
                answer.SendTo(buffer.AsSpan(0, got.ReceivedBytes), got.RemoteEndPoint);
            }
            catch (SocketException exception) when (exception.SocketErrorCode != SocketError.OperationAborted)
            {
                // A firewall in this namespace forbade the answer, which the sender learns by its absence. The next one may pass.
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static Socket Bind(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        socket.Bind(local);
        return socket;
    }
}
