using System.Globalization;
using FirewallRules.Tests.Client;

// The test host does not come here: this is for tests that need a second process.
return args is [CacheWriter.Verb, var folder, var rounds] ? CacheWriter.Run(folder, int.Parse(rounds, CultureInfo.InvariantCulture)) : 2;
