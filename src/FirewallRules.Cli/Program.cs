using FirewallRules.Cli;

using var interruption = Interruption.Watch(Console.Error);
return await FwrulesApp.RunAsync(args, new Terminal(Console.OpenStandardInput, Console.OpenStandardOutput, Console.Error));
