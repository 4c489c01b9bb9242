using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>The first lines of every script of a run.</summary>
internal static class ScriptStart
{
    /// <summary>Waits a moment, also where the shell's sleep takes whole seconds only.</summary>
    public const string Pause = "pause() { sleep 0.2 2>/dev/null || sleep 1; }\n";

    /// <param name="shell">The script.</param>
    /// <param name="folder">The folder of the run, in which the script works.</param>
    /// <param name="comments">What the script does.</param>
    public static void Write(ShellWriter shell, string folder, params string[] comments)
    {
        shell.Start(comments);
        shell.Line();
        shell.Assign("PATH", LinuxHost.SearchPath);
        shell.Line("LC_ALL=C");
        shell.Line("export PATH LC_ALL");
        shell.Line("umask 077");
        shell.Line($"cd {ShellWriter.Word(folder)} || exit 1");
    }
}
