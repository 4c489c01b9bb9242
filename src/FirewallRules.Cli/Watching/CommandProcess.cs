namespace FirewallRules.Cli.Watching;

/// <summary>
/// A running command and what it has started. A terminal's Ctrl-C does not reach it, its standard input is empty, and it shares the other
/// standard streams.
/// </summary>
internal abstract class CommandProcess
{
    /// <summary>The process; on Unix also its process group and session.</summary>
    public abstract int Id { get; }

    /// <summary>Completes when the process has ended, whatever it has left behind.</summary>
    public abstract Task<CommandEnd> Ended { get; }

    /// <summary>Whether the process and all others of its group have ended.</summary>
    public abstract bool IsGone { get; }

    /// <param name="words">The program and its arguments. A program without a separator in its name is one of PATH.</param>
    /// <param name="environment">The variables that differ from those of this process; null to remove one.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started, with the error of the system.</exception>
    public static CommandProcess Start(IReadOnlyList<string> words, IReadOnlyDictionary<string, string?> environment)
        => OperatingSystem.IsWindows() ? WindowsCommand.Start(words, environment) : UnixCommand.Start(words, environment);

    /// <summary>Asks the group to end.</summary>
    public abstract void Terminate();

    /// <summary>Ends the group at once.</summary>
    public abstract void Kill();
}
