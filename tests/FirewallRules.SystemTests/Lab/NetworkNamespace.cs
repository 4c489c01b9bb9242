using System.Runtime.ExceptionServices;

namespace FirewallRules.SystemTests;

/// <summary>A network of its own inside this machine's kernel: interfaces, routes and firewall are not those of the machine.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private static int s_count;
    private readonly string _lockFile;

    public NetworkNamespace()
    {
        Tool.Require("ip");
        StaleNamespaces.RemoveOnce();
        Name = $"{StaleNamespaces.Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
        _lockFile = Path.Combine(Path.GetTempPath(), $"{Name}.xtables.lock");
        Shell.Run("ip", ["netns", "add", Name]).MustSucceed();
        Configure("link set lo up");
    }

    public string Name { get; }

    /// <summary>Runs a command inside; <c>namespace.Run("nft", ["-f", "-"], text)</c>.</summary>
    public CommandResult Run(string command, string[] arguments, string? input = null, TimeSpan? timeout = null)
    {
        // The legacy tools lock a file of the machine; a lock of our own keeps them from waiting for its firewall, and it for them.
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["XTABLES_LOCKFILE"] = _lockFile };
        return Shell.Run("ip", ["netns", "exec", Name, command, .. arguments], input, environment, timeout);
    }

    /// <summary>Gives lines to <c>ip</c>, all in one process.</summary>
    public void Configure(string lines) => Shell.Run("ip", ["-n", Name, "-batch", "-"], lines + "\n").MustSucceed();

    /// <summary>Loads an nftables text.</summary>
    public void Nft(string text) => Run("nft", ["-f", "-"], text).MustSucceed();

    /// <summary>Sets a kernel parameter; one that this kernel does not have is left out.</summary>
    public void SetParameters(params (string Name, string Value)[] parameters) => Inside(() =>
    {
        foreach (var (name, value) in parameters)
        {
            var file = "/proc/sys/" + name.Replace('.', '/');
            if (File.Exists(file))
            {
                File.WriteAllText(file, value);
            }
        }

        return true;
    });

    /// <summary>Runs code on a thread that lives in this namespace, so that the sockets it creates belong to it.</summary>
    /// <remarks>
    /// Create here, and use outside: a socket stays where it was born, whatever thread uses it. Nothing asynchronous may start in
    /// here, because a thread that the runtime starts from this one (pool, timer, socket engine) would be born in the namespace too,
    /// and would go on to serve unrelated code from there.
    /// </remarks>
    public T Inside<T>(Func<T> create)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                result = create();
            }
#pragma warning disable CA1031 // It is thrown again on the caller's thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Moves the calling thread in for the rest of its life, under the same ban on anything asynchronous.</summary>
    public void Enter() => ThreadNamespace.Enter($"{StaleNamespaces.Folder}/{Name}");

    public void Dispose()
    {
        Shell.Run("ip", ["netns", "delete", Name]);
        File.Delete(_lockFile);
    }
}
