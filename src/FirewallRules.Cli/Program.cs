using FirewallRules.Cli;
using FirewallRules.Cli.Commands.Aggregate;

var terminal = new Terminal(Console.OpenStandardInput, OpenOutput, () => Console.Error);
if (PlainMerge.Fits(args))
{
    FirstUse.Begin(WatchSignals, terminal);
}
else
{
    WatchSignals();
}

var exitCode = FwrulesApp.Run(args, terminal);
Interruption.Complete();
return exitCode;

// Standard error takes as long to open as a small list to merge, and is seldom needed.
static void WatchSignals() => Interruption.Watch(() => Console.Error);

// The stream of standard output locks this writer when it first writes. Nothing is written to it, and one for the terminal's encoding takes long to make.
static Stream OpenOutput()
{
    Console.SetOut(TextWriter.Null);
    return Console.OpenStandardOutput();
}
