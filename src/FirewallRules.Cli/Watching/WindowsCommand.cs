using System.ComponentModel;
using System.Diagnostics;

namespace FirewallRules.Cli.Watching;

/// <summary>A command on Windows.</summary>
internal sealed partial class WindowsCommand : CommandProcess
{
    private readonly Process _process;

    private WindowsCommand(Process process) => (_process, Ended) = (process, EndAsync(process));

    public override int Id => _process.Id;

    public override Task<CommandEnd> Ended { get; }

    public override bool IsGone => Ended.IsCompleted;

    public static new WindowsCommand Start(IReadOnlyList<string> words, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true };
        StartGroup(start);
        foreach (var (name, value) in environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new WindowsCommand(process);
    }

    /// <summary>Gives the process a group of its own. .NET 9, for which benchmarks build this project, cannot do that.</summary>
    static partial void StartGroup(ProcessStartInfo start);

    // There is no signal that every program understands.
    public override void Terminate() => Kill();

    public override void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is AggregateException or Win32Exception or InvalidOperationException)
        {
            // What still runs is noticed by whoever waits for it.
        }
    }

    private static async Task<CommandEnd> EndAsync(Process process)
    {
        await process.WaitForExitAsync();
        return new CommandEnd(process.ExitCode);
    }
}
