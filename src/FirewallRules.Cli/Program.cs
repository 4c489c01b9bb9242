using FirewallRules.Cli;
using FirewallRules.Cli.Commands.Aggregate;

if (PlainMerge.Fits(args))
{
    FirstUse.Begin(WatchSignals);
}
else
{
    WatchSignals();
}

// The stream of standard output locks this writer when it first writes. Nothing is written to it, and one for the terminal's encoding takes long to make.
Console.SetOut(TextWriter.Null);

var exitCode = FwrulesApp.Run(args, new Terminal(Console.OpenStandardInput, Console.OpenStandardOutput, () => Console.Error));
Interruption.Complete();
return exitCode;

// Standard error takes as long to open as a small list to merge, and is seldom needed.
static void WatchSignals() => Interruption.Watch(() => Console.Error);
