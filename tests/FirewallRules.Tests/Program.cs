using System.Globalization;
using FirewallRules.Tests.Client;

// Not used by `dotnet test`: for tests that need a second process, and for a suite that runs itself.
if (args is [CacheWriter.Verb, var folder, var rounds])
{
    return CacheWriter.Run(folder, int.Parse(rounds, CultureInfo.InvariantCulture));
}

#if RUNS_ITSELF
var builder = await Microsoft.Testing.Platform.Builder.TestApplication.CreateBuilderAsync(args);
FirewallRules.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, args);
using var suite = await builder.BuildAsync();
return await suite.RunAsync();
#else
return 2;
#endif
