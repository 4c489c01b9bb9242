using System.Globalization;

namespace FirewallRules.Cli.Watching;

/// <summary>The names of signals.</summary>
internal static class SignalText
{
    /// <summary>Such as <c>SIGKILL</c>, with what usually sends it; the number of a signal without a known name.</summary>
    public static string Describe(int signal)
        => (Name(signal) ?? string.Create(CultureInfo.InvariantCulture, $"signal {signal}"))
            + (signal == 9 ? ", which the kernel sends when memory runs out" : "");

    /// <summary>The name, where the number means the same on every system or on this one; otherwise null.</summary>
    public static string? Name(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        _ => Other(signal, OperatingSystem.IsMacOS()),
    };

    private static string? Other(int signal, bool isMacOS) => (signal, isMacOS) switch
    {
        (7, false) or (10, true) => "SIGBUS",
        (10, false) or (30, true) => "SIGUSR1",
        (12, false) or (31, true) => "SIGUSR2",
        (31, false) or (12, true) => "SIGSYS",
        _ => null,
    };
}
