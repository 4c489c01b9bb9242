using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace FirewallRules.Cli.Live;

/// <summary>The option that prints how a live state is listed, and ends the command.</summary>
internal static class LiveCommandOption
{
    public static Option<bool> Create(Terminal terminal, FormatOptions format) => new("--live-command")
    {
        Description = "Write the commands whose output --live reads for the format, and do nothing else.",
        Action = new Print(terminal, format),
    };

    private sealed class Print(Terminal terminal, FormatOptions format) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            CliException.UsageIf(!format.HasFormat(parseResult), "--live-command needs --format.");
            var commands = LiveCommands.For(format.ReadFormat(parseResult));
            OutputFile.Write(null, terminal, stream => stream.Write(Encoding.UTF8.GetBytes(commands)));
            return ExitCode.Ok;
        }
    }
}
