namespace FirewallRules.SystemTests;

/// <summary>A ufw of its own in a network namespace, with a private configuration and a private <c>/run</c>.</summary>
internal sealed class UfwHost
{
    private const string Enter =
        """
        mount --bind "$1/ufw" /etc/ufw && mount --bind "$1/default" /etc/default/ufw && mount --bind "$1/run" /run || exit 99
        shift
        exec "$@"
        """;

    private readonly NetworkNamespace _network;
    private readonly string _folder = Scratch.NewFolder();

    public UfwHost(NetworkNamespace network)
    {
        _network = network;
        Directory.CreateDirectory(Path.Combine(_folder, "run"));
        Shell.Run("cp", ["-a", "/etc/ufw", Configuration]).MustSucceed();
        Shell.Run("cp", ["-a", "/etc/default/ufw", Defaults]).MustSucceed();
    }

    public static string[] Tools => ["ufw", "iptables", "ip6tables", "unshare", "flock", "setsid"];

    /// <summary>The folder that is <c>/etc/ufw</c> there.</summary>
    public string Configuration => Path.Combine(_folder, "ufw");

    /// <summary>The file that is <c>/etc/default/ufw</c> there.</summary>
    public string Defaults => Path.Combine(_folder, "default");

    public CommandResult Run(string command, params string[] arguments)
        => _network.Run("unshare", ["-m", "--propagation", "private", "sh", "-c", Enter, "sh", _folder, command, .. arguments]);

    public CommandResult RunScript(string text) => Run("sh", Scratch.Write(text));

    public void Enable()
    {
        Run("ufw", "default", "reject", "outgoing").MustSucceed();
        Run("ufw", "--force", "enable").MustSucceed();

        // Loads two IPv6 rules of ufw's own that enabling leaves out.
        Run("ufw", "reload").MustSucceed();
    }

    /// <summary>The names and contents of all files of the configuration.</summary>
    public IReadOnlyDictionary<string, string> Files()
        => Directory.EnumerateFiles(Configuration, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Configuration, path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>The rules of both families; the order of the chains means nothing.</summary>
    public string State() => UsedState.OfAll(_network);

    /// <summary>Changes a file of the configuration.</summary>
    public void Edit(string file, Func<string, string> change)
    {
        var path = Path.Combine(Configuration, file);
        var text = File.ReadAllText(path);
        Assert.That(change(text), Is.Not.EqualTo(text));
        File.WriteAllText(path, change(text));
    }
}
