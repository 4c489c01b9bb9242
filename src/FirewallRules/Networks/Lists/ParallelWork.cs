using System.Runtime.ExceptionServices;

namespace FirewallRules.Networks;

/// <summary>Runs the same work on several threads at a time.</summary>
/// <remarks>These are plain threads: the thread pool takes longer to start than a short list takes to merge.</remarks>
internal static class ParallelWork
{
    // With more threads, combining their results takes longer than they save.
    private const int MaxThreads = 8;

    /// <summary>How many threads to use for a number of items: at least one.</summary>
    public static int ThreadCount(int items) => Math.Max(1, Math.Min(Math.Min(Environment.ProcessorCount, MaxThreads), items));

    /// <summary>Runs the work on several threads, one of which is the calling thread, and waits for all of them.</summary>
    /// <param name="count">How many threads to use; there are fewer where the system has no more.</param>
    /// <param name="work">What each thread runs, with its number from 0. The work must end even if only the calling thread runs it.</param>
    public static void Run(int count, Action<int> work)
    {
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

        // A failure is thrown only when all threads have ended.
        foreach (var other in others)
        {
            other?.ThrowIfFailed();
        }
    }

    /// <summary>Starts a thread without the execution context; <see langword="false"/> if the system has no more threads.</summary>
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

        private Worker(int number, Action<int> work) => _thread = new Thread(() => Run(number, work)) { IsBackground = true };

        public static Worker? Start(int number, Action<int> work)
        {
            var worker = new Worker(number, work);
            return TryStart(worker._thread) ? worker : null;
        }

        public void Wait() => _thread.Join();

        public void ThrowIfFailed() => _failure?.Throw();

        private void Run(int number, Action<int> work)
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
