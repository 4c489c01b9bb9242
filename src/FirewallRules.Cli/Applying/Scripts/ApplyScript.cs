using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>Writes the script that loads the rules. Whatever happens to this program, it ends before a restoration begins, or does nothing.</summary>
/// <remarks>It writes to a file: a pipe whose reader is gone would end it halfway.</remarks>
internal static class ApplyScript
{
    private const string Code =
        $"""
        exec </dev/null >{ApplyFolder.ApplyOutput} 2>&1
        exec 8>>{ApplyFolder.Working}
        flock -n 8 8>&8 || exit 1
        [ ! -L {ApplyFolder.Decision} ] || exit 1

        """;

    /// <param name="writer">The target.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="command">The command that loads the rules, which need no quoting.</param>
    public static void Write(TextWriter writer, string folder, string command)
    {
        var shell = new ShellWriter(writer);
        ScriptStart.Write(shell, folder, "Loads the rules that fwrules applies.");
        shell.Code(Code);
        shell.Line($"exec {command} 8>&8");
    }
}
