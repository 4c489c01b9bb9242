global using FirewallRules.Cli.Input;
global using FirewallRules.Cli.Options;
global using FirewallRules.Cli.Output;
