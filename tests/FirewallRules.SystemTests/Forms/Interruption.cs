namespace FirewallRules.SystemTests;

/// <summary>A signal that reaches a script while one of its commands runs.</summary>
/// <param name="Command">The command that runs.</param>
/// <param name="Pattern">What its arguments are like, as a pattern of the shell.</param>
/// <param name="Nth">Which such call is hit.</param>
/// <param name="IsEarly">Whether nothing has been replaced at that point.</param>
/// <param name="Signal">The name of the signal. INT reaches the command too, as from a terminal.</param>
internal sealed record Interruption(string Command, string Pattern, int Nth, bool IsEarly, string Signal)
{
    public static IEnumerable<Interruption> Of(string signal) =>
        from point in new (string Command, string Pattern, int Nth, bool IsEarly)[]
        {
            ("ipset", "restore", 1, true),
            ("ipset", "restore", 2, true),
            ("ipset", "swap*", 2, false),
            ("ipset", "destroy*", 3, false),
            ("ip6tables-restore", "*--test", 1, true),
            ("iptables-restore", "*--noflush", 1, false),
        }
        select new Interruption(point.Command, point.Pattern, point.Nth, point.IsEarly, signal);

    /// <summary>Puts a stand-in for the command into a folder of its own; it signals the script that runs it, and then does its work.</summary>
    public (string Folder, string Mark) Install(string linked)
    {
        var folder = Scratch.NewFolder();
        var (calls, mark) = (Path.Combine(folder, "calls"), Path.Combine(folder, "mark"));
        var real = File.Exists(linked) ? linked : Tool.Find(Command);
        Scratch.WriteExecutable(Path.Combine(folder, Command), $$"""
            #!/bin/sh
            case "$*" in
            {{Pattern}})
                echo >> {{calls}}
                if [ "$(wc -l < {{calls}})" -eq {{Nth}} ]; then
                    : > {{mark}}
                    kill -{{Signal}} {{(Signal == "INT" ? "0" : "$PPID")}}
                fi
            esac
            exec {{real}} "$@"

            """);
        return (folder, mark);
    }
}
