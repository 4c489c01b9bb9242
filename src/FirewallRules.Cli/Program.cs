using FirewallRules.Cli;

// Standard error takes as long to open as a small list to merge, and is seldom needed.
using var interruption = Interruption.Watch(() => Console.Error);
return FwrulesApp.Run(args, new Terminal(Console.OpenStandardInput, Console.OpenStandardOutput, () => Console.Error));
