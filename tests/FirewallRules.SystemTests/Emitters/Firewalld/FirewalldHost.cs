using System.Diagnostics;

namespace FirewallRules.SystemTests;

/// <summary>A firewalld of its own in a network namespace: with a private D-Bus, a private <c>/run</c> and its own configuration.</summary>
internal sealed class FirewalldHost : IDisposable
{
    // Ends when its standard input does, so that nothing outlives a test run that was killed.
    private const string Boot =
        """
        set -e
        mount -t tmpfs tmpfs /run
        mount -t tmpfs tmpfs /var/log
        mkdir -p /run/dbus /run/firewalld /run/lock
        mount --bind "$1" /etc/firewalld
        exec 3<&0 </dev/null
        dbus-daemon --system --nofork --nopidfile >/dev/null 2>&1 &
        bus=$!
        until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
        firewalld --nofork --nopid --log-file=/var/log/firewalld >/dev/null 2>&1 &
        daemon=$!
        until firewall-cmd --state >/dev/null 2>&1; do sleep 0.1; done
        echo $$
        cat <&3 >/dev/null
        kill "$daemon" "$bus"
        wait
        """;

    private readonly Process _process;
    private readonly string _id;

    /// <param name="network">The namespace.</param>
    /// <param name="prepare">Writes the host's own configuration into the folder before firewalld starts.</param>
    public FirewalldHost(NetworkNamespace network, Action<string>? prepare = null)
    {
        Configuration = Scratch.NewFolder();
        Shell.Run("cp", ["-a", "/etc/firewalld/.", Configuration]).MustSucceed();
        foreach (var folder in new[] { "ipsets", "policies", "zones" })
        {
            Directory.CreateDirectory(Path.Combine(Configuration, folder));
        }

        prepare?.Invoke(Configuration);
        var start = new ProcessStartInfo(
            Tool.Find("ip")!, ["netns", "exec", network.Name, "unshare", "-m", "--propagation", "private", "sh", "-c", Boot, "sh", Configuration])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = Tool.SearchPath;
        _process = Process.Start(start)!;
        _id = _process.StandardOutput.ReadLine() ?? throw new AssertionException("firewalld did not start");
    }

    public static string[] Tools => ["firewalld", "firewall-cmd", "dbus-daemon", "unshare", "nsenter", "flock"];

    /// <summary>The folder that is <c>/etc/firewalld</c> there.</summary>
    public string Configuration { get; }

    public CommandResult Run(string command, params string[] arguments)
        => Shell.Run("nsenter", ["-t", _id, "-m", "-n", "--", command, .. arguments]);

    public CommandResult RunScript(string text, params string[] arguments) => Run("sh", [Scratch.Write(text), .. arguments]);

    /// <summary>The names and contents of all files of the configuration.</summary>
    public IReadOnlyDictionary<string, string> Files()
        => Directory.EnumerateFiles(Configuration, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Configuration, path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>What firewalld applies, which does not include what is only on disk.</summary>
    public string State()
        => Run("nft", "-s", "list", "ruleset").MustSucceed().Output + Run("firewall-cmd", "--list-all-policies").MustSucceed().Output;

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
