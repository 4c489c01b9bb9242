using FirewallRules.Cli.Watching;

namespace FirewallRules.Cli.Applying;

/// <summary>Runs a script of a run in a session of its own: Ctrl-C and the end of the terminal do not reach it.</summary>
internal static class HostScriptRun
{
    private static readonly Dictionary<string, string?> NoChanges = new(StringComparer.Ordinal);

    /// <param name="folder">The folder of the run.</param>
    /// <param name="script">The name of the script. What it prints is discarded.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">No shell can be started.</exception>
    public static CommandProcess Start(ApplyFolder folder, string script)
        => CommandProcess.Start(["/bin/sh", "-c", "exec /bin/sh \"$0\" >/dev/null 2>&1", folder.In(script)], NoChanges);
}
