using System.Globalization;

namespace FirewallRules.Cli.Watching;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">The exit code; null after a signal, or where the system does not tell it.</param>
/// <param name="Signal">The number of the signal that ended it; null for none.</param>
internal readonly record struct CommandEnd(int? ExitCode, int? Signal = null)
{
    // What a POSIX shell adds to the number of a signal.
    private const int SignalBase = 128;

    public bool IsSuccess => ExitCode == 0;

    /// <summary>What happened, as the end of a sentence about the command.</summary>
    public string Describe() => this switch
    {
        { Signal: { } signal } => $"was ended by {SignalText.Describe(signal)}",
        { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"failed with exit code {code}{Meaning(code)}"),
        _ => "ended, but the system does not tell its exit code",
    };

    // Commands often are shell scripts, or the shell itself.
    private static string Meaning(int code) => code switch
    {
        126 => ", which a shell returns for a command that it cannot execute",
        127 => ", which a shell returns for a command that it does not find",
        > SignalBase when SignalText.Name(code - SignalBase) is { } name => $", which a shell returns for a command that {name} has ended",
        _ => "",
    };
}
