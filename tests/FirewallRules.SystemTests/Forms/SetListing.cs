namespace FirewallRules.SystemTests;

/// <summary>Another program that lists and saves all ip sets without a pause, during which the kernel refuses to swap or destroy a set.</summary>
internal sealed class SetListing : IDisposable
{
    private readonly string _stop = Scratch.NewPath();
    private readonly Task<CommandResult[]> _loop;

    public SetListing(NetworkNamespace network)
    {
        string[] loop = ["-c", "while [ ! -e \"$0\" ]; do ipset save; ipset list; done >/dev/null 2>&1", _stop];
        _loop = Task.Factory.StartNew(
            () => Together.Run(2, _ => network.Run("sh", loop)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    public void Dispose()
    {
        File.WriteAllText(_stop, "");
        _loop.GetAwaiter().GetResult();
    }
}
