using BenchmarkDotNet.Running;
using FirewallRules.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Prefixes).Assembly).Run(args, BenchmarkConfig.Create());
