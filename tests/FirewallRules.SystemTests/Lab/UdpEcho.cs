using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Sends the datagrams of a port back, from the very address they were sent to.</summary>
internal sealed class UdpEcho : IDisposable
{
    // How long a dispose waits at most.
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly IPEndPoint _local;
    private readonly Thread _thread;
    private volatile bool _stopped;

    public UdpEcho(NetworkNamespace network, IPEndPoint local)
    {
        _local = local;
        _socket = network.Inside(() => Bind(local, asksForDestination: true));

        // A thread of its own, because it creates a socket for each answer: a thread for each would be too slow on a busy machine.
        _thread = new Thread(() => Serve(network)) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        _socket.Dispose();
    }

    private static Socket Bind(IPEndPoint local, bool asksForDestination = false)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        var version6 = local.AddressFamily == AddressFamily.InterNetworkV6;
        if (version6)
        {
            socket.DualMode = false;
        }

        if (asksForDestination)
        {
            // Before the bind: the first datagram may be there before the first receive.
            var level = version6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
            socket.SetSocketOption(level, SocketOptionName.PacketInformation, optionValue: true);
            socket.ReceiveBufferSize = 1 << 22;
        }

        socket.Bind(local);
        return socket;
    }

    private void Serve(NetworkNamespace network)
    {
        network.Enter();
        var buffer = new byte[2048];
        while (!_stopped)
        {
            try
            {
                if (_socket.Poll(s_glance, SelectMode.SelectRead))
                {
                    AnswerOne(buffer);
                }
            }
            catch (SocketException)
            {
                // A firewall in this namespace forbade the answer, which the sender learns by its absence. The next one may pass.
            }
        }
    }

    private void AnswerOne(byte[] buffer)
    {
        var flags = SocketFlags.None;
        EndPoint sender = new IPEndPoint(_local.Address, 0);
        var length = _socket.ReceiveMessageFrom(buffer, ref flags, ref sender, out var information);

        // A socket answers from the address it is bound to, and there is no call to choose another: so one per answer.
        using var answer = Bind(new IPEndPoint(information.Address, _local.Port));
        answer.SendTo(buffer.AsSpan(0, length), sender);
    }
}
