using System.Diagnostics;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A program that connects again and again, for as long as it lives, and remembers every time it could not at once.</summary>
internal sealed class ConnectLoop : IDisposable
{
    /// <summary>Part of what is told of a connection whose first packet had to be repeated.</summary>
    public const string Late = "only after";

    // The kernel remembers each connection for ten seconds, and drops packets when it can remember no more (262144).
    private const int FullSpeed = 100_000;

    // A first packet that is lost is repeated after a second; an answer takes less than a millisecond.
    private static readonly TimeSpan s_atOnce = TimeSpan.FromMilliseconds(900);

    private readonly Target[] _targets;
    private readonly Thread _thread;
    private readonly List<string> _failures = [];
    private volatile bool _stopped;
    private int _count;

    public ConnectLoop(NetworkNamespace from, params Target[] targets)
    {
        _targets = targets;
        _thread = new Thread(() => Run(from)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How often it has connected or tried to.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Ends the loop and tells what failed.</summary>
    public IReadOnlyList<string> Stop()
    {
        _stopped = true;
        _thread.Join();
        return _failures;
    }

    public void Dispose() => Stop();

    private void Run(NetworkNamespace from)
    {
        from.Enter();
        while (!_stopped)
        {
            foreach (var target in _targets.TakeWhile(_ => !_stopped))
            {
                Connect(target);
                if (Interlocked.Increment(ref _count) > FullSpeed)
                {
                    Thread.Sleep(1);
                }
            }
        }
    }

    private void Connect(Target target)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var socket = target.CreateSocket(SocketType.Stream);
            socket.Connect(target.EndPoint);
            if (clock.Elapsed > s_atOnce)
            {
                _failures.Add($"{target.EndPoint}: {Late} {clock.Elapsed}");
            }

            // Waits until the other side hangs up: a loop that outruns it fills its queue, and then it is not the firewall that drops.
            _ = socket.Receive(new byte[1]);
        }
        catch (SocketException exception)
        {
            _failures.Add($"{target.EndPoint}: {exception.SocketErrorCode}");
        }
    }
}
