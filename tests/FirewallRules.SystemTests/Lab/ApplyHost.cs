using System.Diagnostics;
using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>A host with a firewall and a folder <c>/run</c> of its own, on which the tool is run. systemd does not run there.</summary>
internal sealed class ApplyHost : IDisposable
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "fwrules.dll");

    private readonly Process _holder;
    private readonly NetworkNamespace? _owned;

    /// <summary>A host with a network of its own, which ends with it.</summary>
    public ApplyHost()
        : this(new NetworkNamespace()) => _owned = Network;

    public ApplyHost(NetworkNamespace network)
    {
        Tool.Require("ip", "nsenter", "unshare", "setsid");
        Network = network;

        // It ends with this process, however that ends: its standard input is closed then.
        _holder = Start(
            "ip",
            [
                "netns", "exec", network.Name, "unshare", "-m", "--propagation", "private",
                "sh", "-c", "mount -t tmpfs tmpfs /run && echo ready && exec cat",
            ]);
        if (_holder.StandardOutput.ReadLine() != "ready")
        {
            throw new InvalidOperationException("The host does not start.");
        }
    }

    public NetworkNamespace Network { get; }

    /// <summary>The folder of the tool, as it is seen from outside.</summary>
    public string Folder => $"/proc/{_holder.Id}/root/run/fwrules";

    /// <summary>The folder of the run that is under way.</summary>
    public string Current => $"{Folder}/apply";

    /// <summary>The system and its version, as a test reads it.</summary>
    public string State => NetworkState.Of(Network).ToString();

    /// <summary>Runs a command inside, in a login of its own.</summary>
    public CommandResult Run(string command, params string[] arguments)
        => Shell.Run("setsid", ["--wait", .. Enter(command), .. arguments], input: "", timeout: TimeSpan.FromMinutes(5));

    /// <summary>Runs the tool inside, in a login of its own.</summary>
    public CommandResult Fwrules(string commandLine) => Run("dotnet", [s_program, .. commandLine.Split(' ')]);

    /// <summary>Starts the tool inside, in a login of its own.</summary>
    /// <param name="commandLine">The command line.</param>
    /// <param name="environment">Variables, each as NAME=VALUE.</param>
    public Process StartFwrules(string commandLine, params string[] environment)
    {
        // Whoever started the tests may ignore signals, and that would be inherited.
        var process = Start("setsid", [.. Enter("env"), "--default-signal=HUP,INT,TERM", .. environment, "dotnet", s_program, .. commandLine.Split(' ')]);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>A command line for a shell inside.</summary>
    public static string ShellLine(string commandLine) => $"dotnet '{s_program}' {commandLine}";

    /// <summary>Waits, with patience for a loaded machine.</summary>
    public static void Await(Func<bool> condition, string what)
        => Assert.That(condition, Is.True.After(120_000, 20), what);

    /// <summary>Waits until rules that were applied can be confirmed.</summary>
    public void AwaitWaiting(Process apply)
    {
        Await(
            () => apply.HasExited || (File.Exists($"{Current}/waiting") && new FileInfo($"{Current}/decision").LinkTarget is null),
            "nothing waits to be confirmed");
        if (apply.HasExited)
        {
            throw new AssertionException(End(apply).ToString());
        }
    }

    /// <summary>Waits until a process has ended, and reads what it said.</summary>
    public static CommandResult End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        Await(() => process.HasExited, "The process goes on.");
        return new CommandResult(process.StartInfo.FileName, process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public static void Signal(Process process, string name)
        => Shell.Run("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]).MustSucceed();

    public void Dispose()
    {
        Signal(_holder, "KILL");
        _holder.WaitForExit();
        _holder.Dispose();
        _owned?.Dispose();
    }

    private static Process Start(string command, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Tool.Find(command) ?? command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = Tool.SearchPath },
        })!;
        return process;
    }

    private string[] Enter(string command)
        => ["nsenter", "-t", _holder.Id.ToString(CultureInfo.InvariantCulture), "-m", "-n", command];
}
