namespace FirewallRules.SystemTests;

/// <summary>Several runs at once.</summary>
internal static class Together
{
    /// <summary>The results of all runs, in the order of their numbers.</summary>
    public static T[] Run<T>(int runs, Func<int, T> run)
    {
        Task<T>[] tasks = [.. Enumerable.Range(0, runs).Select(number => Task.Factory.StartNew(
            () => run(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }
}
