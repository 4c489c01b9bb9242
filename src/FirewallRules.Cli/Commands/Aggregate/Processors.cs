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
        // Threads of their own: the framework's pool would take longer to start.
        var others = new Task[count - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = Start(i + 1, work);
        }

        try
        {
            work(0);
        }
        finally
        {
            foreach (var other in others)
            {
                other.GetAwaiter().GetResult();
            }
        }
    }

    private static Task Start(int number, Action<int> work)
    {
        try
        {
            return Task.Factory.StartNew(() => work(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (TaskSchedulerException)
        {
            return Task.CompletedTask;
        }
    }
}
