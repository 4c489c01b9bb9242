using FirewallRules.Cli;
using FirewallRules.Cli.Commands.Aggregate;

// Standard error takes as long to open as a small list to merge, and is seldom needed.
using var interruption = Interruption.Watch(() => Console.Error);

// Behind that, which needs a thread of its own: this one is only of use.
if (PlainMerge.Fits(args))
{
    FirstUse.Begin();
}

// The stream of standard output locks this writer when it first writes. Nothing is written to it, and one for the terminal's encoding takes long to make.
Console.SetOut(TextWriter.Null);

return FwrulesApp.Run(args, new Terminal(Console.OpenStandardInput, Console.OpenStandardOutput, () => Console.Error));
