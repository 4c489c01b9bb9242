using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Knocks at many addresses at once and tells which opened.</summary>
internal static class Probe
{
    // All wait out the same timeout together, so a large batch is a short run; small enough for the kernel's receive queue (1000).
    private const int BatchSize = 500;

    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMilliseconds(700);

    // The kernel answers a connect at once, but an echo must wait until this busy machine lets the echoing thread run.
    private static readonly TimeSpan s_defaultEchoTimeout = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan s_repeatAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>TCP: true where the connection was made, false where it was refused, unreachable or not answered in time.</summary>
    public static bool[] Connect(NetworkNamespace from, IReadOnlyList<Target> targets, TimeSpan? timeout = null) =>
        Run(from, targets, SocketType.Stream, timeout ?? s_defaultTimeout, ConnectAsync);

    /// <summary>UDP: true where a datagram came back.</summary>
    public static bool[] Echo(NetworkNamespace from, IReadOnlyList<Target> targets, TimeSpan? timeout = null) =>
        Run(from, targets, SocketType.Dgram, timeout ?? s_defaultEchoTimeout, EchoAsync);

    private static bool[] Run(
        NetworkNamespace from,
        IReadOnlyList<Target> targets,
        SocketType type,
        TimeSpan timeout,
        Func<Socket, Target, CancellationToken, Task> attempt)
    {
        var answers = new List<bool>(targets.Count);
        foreach (var batch in targets.Chunk(BatchSize))
        {
            var sockets = from.Inside(() => Array.ConvertAll(batch, target => target.CreateSocket(type)));
            using var deadline = new CancellationTokenSource();
            var attempts = sockets.Zip(batch, (socket, target) => Answers(socket, target, attempt, deadline.Token)).ToArray();

            // The clock starts when the last one has knocked: how long the knocking took is this machine's load, not the firewall.
            deadline.CancelAfter(timeout);
            answers.AddRange(Task.WhenAll(attempts).GetAwaiter().GetResult());
        }

        return [.. answers];
    }

    private static async Task<bool> Answers(
        Socket socket, Target target, Func<Socket, Target, CancellationToken, Task> attempt, CancellationToken token)
    {
        using (socket)
        {
            try
            {
                await attempt(socket, target, token).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                return false;
            }
        }
    }

    private static Task ConnectAsync(Socket socket, Target target, CancellationToken token) =>
        socket.ConnectAsync(target.EndPoint, token).AsTask();

    private static async Task EchoAsync(Socket socket, Target target, CancellationToken token)
    {
        await socket.ConnectAsync(target.EndPoint, token).ConfigureAwait(false);
        var answer = socket.ReceiveAsync(new byte[16], SocketFlags.None, token).AsTask();
        Task first;
        do
        {
            // Nobody repeats a lost datagram for us: a receive queue that overflows under load must not look like a firewall.
            await socket.SendAsync("?"u8.ToArray(), SocketFlags.None, token).ConfigureAwait(false);
            first = await Task.WhenAny(answer, Task.Delay(s_repeatAfter, token)).ConfigureAwait(false);
        }
        while (first != answer && !token.IsCancellationRequested);

        await answer.ConfigureAwait(false);
    }
}
