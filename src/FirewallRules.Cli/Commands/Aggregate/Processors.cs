using System.Runtime.ExceptionServices;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Runs the same work on several processors at a time.</summary>
internal static class Processors
{
    // To put together what more of them make takes longer than they save.
    private const int Most = 8;

    /// <summary>How many processors there are for as many pieces of work: at least one.</summary>
    public static int CountFor(int pieces) => Math.Max(1, Math.Min(Math.Min(Environment.ProcessorCount, Most), pieces));

    /// <summary>Shares work among as many threads, of which this is one, and waits for all to end.</summary>
    /// <param name="count">How many there are to be; there are fewer where no more are to be had.</param>
    /// <param name="work">What each does: takes of the work until none is left. It is told which of them it is, from 0 on.</param>
    public static void Run(int count, Action<int> work)
    {
        // Plain threads: the framework's pool and its tasks would take longer to get ready than a short list to be read.
        var others = new Worker?[count - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = Worker.Start(i + 1, work);
        }

        try
        {
            work(0);
        }
        finally
        {
            foreach (var other in others)
            {
                other?.Wait();
            }
        }

        // Not before all have ended.
        foreach (var other in others)
        {
            other?.ThrowFailure();
        }
    }

    /// <summary>Starts a thread, which is given nothing of this one; false where no more are to be had.</summary>
    public static bool TryStart(Thread thread)
    {
        try
        {
            thread.UnsafeStart();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private sealed class Worker
    {
        private readonly Thread _thread;
        private ExceptionDispatchInfo? _failure;

        private Worker(int number, Action<int> work) => _thread = new Thread(() => Do(number, work)) { IsBackground = true };

        /// <summary>Starts one; null where no more are to be had.</summary>
        public static Worker? Start(int number, Action<int> work)
        {
            var worker = new Worker(number, work);
            return TryStart(worker._thread) ? worker : null;
        }

        public void Wait() => _thread.Join();

        /// <summary>Throws what it has thrown, once it has ended.</summary>
        public void ThrowFailure() => _failure?.Throw();

        private void Do(int number, Action<int> work)
        {
            try
            {
                work(number);
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
