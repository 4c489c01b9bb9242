using System.Globalization;

namespace FirewallRules.Cli.Applying;

/// <summary>The clock that this program and the shell of the watchdog share. Nobody can set it, and it does not stand still while the host sleeps.</summary>
internal static class Uptime
{
    /// <summary>The time since the boot.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TimeSpan Now
        => double.TryParse(File.ReadAllText("/proc/uptime").Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new IOException("/proc/uptime has no time.");
}
