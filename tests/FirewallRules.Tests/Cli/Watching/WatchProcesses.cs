using System.Diagnostics;
using System.Globalization;
using FirewallRules.Cli;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Cli.Watching;

/// <summary><c>fwrules watch</c> as processes of their own, which signals end, with one folder for their state.</summary>
internal sealed class WatchProcesses : IDisposable
{
    private readonly List<Process> _started = [];

    /// <summary>A folder for the files of the test.</summary>
    public TemporaryFolder Folder { get; } = new();

    public string State => Folder["state"];

    public string RunFolder => Path.Combine(State, "eu1.watch.run");

    /// <summary>Starts a watch, whose standard error the test reads.</summary>
    public Process Start(LoopbackServer server, params string[] more) => Start([], server, more);

    /// <summary>Starts a watch that leads a process group, as a shell starts one in the foreground of a terminal.</summary>
    public Process StartGroup(LoopbackServer server, params string[] more) => Start(["setsid"], server, more);

    /// <summary>The command line of a watch.</summary>
    public string[] Words(LoopbackServer server, params string[] more)
    {
        // What the tests run on, because its assemblies lie beside them only where that framework does not hold them.
        var program = typeof(FwrulesApp).Assembly.Location;
        var tests = Path.ChangeExtension(typeof(WatchProcesses).Assembly.Location, null);
        return
        [
            "dotnet", "exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json", program,
            "watch", "--site", "eu1", "--cache", State, "--mirror", server.Address.AbsoluteUri, .. more,
        ];
    }

    /// <summary>Writes a program of the test.</summary>
    public static string WriteProgram(TemporaryFolder folder, string name, string text)
    {
        var path = folder.Write(name, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    public static void Signal(string signal, params IEnumerable<int> processes)
        => DotNet.MustRun("/", "kill", [signal, "--", .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Sends a signal and waits for the exit code.</summary>
    public static Task<int> StopAsync(Process watch, string signal = "-TERM")
    {
        Signal(signal, watch.Id);
        return ExitCodeAsync(watch);
    }

    public static async Task<int> ExitCodeAsync(Process watch)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await watch.WaitForExitAsync(limit.Token);
        return watch.ExitCode;
    }

    public static async Task Until(Func<bool> isTrue)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!isTrue())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    public static bool IsAlive(int process)
        => File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        // A command that has lost its watch ends by itself, or has a process to end here.
        if (File.Exists(Path.Combine(RunFolder, "pid")))
        {
            DotNet.Run("/", "kill", "-KILL", "--", "-" + File.ReadAllText(Path.Combine(RunFolder, "pid")));
        }

        Folder.Dispose();
    }

    private Process Start(string[] before, LoopbackServer server, string[] more)
    {
        // A shell starts what runs in the background with SIGINT ignored, nohup with SIGHUP, and so the tests there. The program would take that over.
        string[] words = [.. before, .. IgnoresSignals() ? ["env", "--default-signal=HUP,INT"] : Array.Empty<string>(), .. Words(server, more)];
        var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { UseShellExecute = false, RedirectStandardError = true })!;
        _started.Add(process);
        return process;
    }

    private static bool IgnoresSignals()
    {
        const string status = "/proc/self/status", ignored = "SigIgn:";
        const ulong hangUpOrInterrupt = (1 << (1 - 1)) | (1 << (2 - 1));
        return File.Exists(status) && File.ReadLines(status).SingleOrDefault(line => line.StartsWith(ignored, StringComparison.Ordinal)) is { } mask
            && (ulong.Parse(mask.AsSpan(ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & hangUpOrInterrupt) != 0;
    }
}
