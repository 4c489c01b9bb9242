using FirewallRules.Cli;

using var interruption = Interruption.Watch(Console.Error);
return FwrulesApp.Run(args, new Terminal(Console.OpenStandardInput, Console.OpenStandardOutput, Console.Error));
