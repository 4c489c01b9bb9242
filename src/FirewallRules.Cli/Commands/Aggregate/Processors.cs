namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Runs the same work on several processors at a time.</summary>
internal static class Processors
{
    // To put together what more of them make takes longer than they save.
    private const int Most = 8;

    /// <summary>How many processors there are for as many pieces of work: at least one.</summary>
    public static int CountFor(int pieces) => Math.Max(1, Math.Min(Math.Min(Environment.ProcessorCount, Most), pieces));

    /// <summary>Does the work as often as said at the same time, once of it on this thread, and waits for all to end.</summary>
    /// <param name="count">How often; at least once.</param>
    /// <param name="work">Is told which of them it is.</param>
    public static void Run(int count, Action<int> work)
    {
        // Threads of their own: the framework's pool would take longer to start.
        var others = new Task[count - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var number = i + 1;
            others[i] = Task.Factory.StartNew(() => work(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
}
