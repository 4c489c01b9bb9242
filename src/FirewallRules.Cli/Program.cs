using FirewallRules.Cli;
using FirewallRules.Cli.FastPath;

var terminal = new Terminal(StandardStreams.OpenInput, StandardStreams.OpenOutput, StandardStreams.OpenError);
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
void WatchSignals() => Interruption.Watch(terminal);
