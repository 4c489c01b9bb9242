using System.Globalization;
using FirewallRules.Tests;
using FirewallRules.Tests.Client;
using Microsoft.Testing.Platform.Builder;

// The host of `dotnet test` does not come here: this is for tests that need a second process, and for a suite that runs itself.
if (args is [CacheWriter.Verb, var folder, var rounds])
{
    return CacheWriter.Run(folder, int.Parse(rounds, CultureInfo.InvariantCulture));
}

var builder = await TestApplication.CreateBuilderAsync(args);
SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, args);
using var suite = await builder.BuildAsync();
return await suite.RunAsync();
