using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>Options from appsettings.</summary>
public sealed class ConfigurationTests
{
    [Test]
    public void A_site_is_bound_by_its_key()
    {
        var options = Bind<IpRangesClientOptions>(
            ("Site", "eu1"), ("CacheFolder", "/var/cache/x"), ("AllowedRedirectHosts:0", "mirror.example"), ("Resilience:TotalTimeout", "00:01:30"));

        Assert.That((options.Site, options.CacheFolder), Is.EqualTo((Site.Eu1, "/var/cache/x")));
        Assert.That(options.AllowedRedirectHosts, Is.EqualTo(new[] { "mirror.example" }));
        Assert.That(options.Resilience.TotalTimeout, Is.EqualTo(TimeSpan.FromSeconds(90)));
        Assert.That(Bind<IpRangesWatcherOptions>(("Site", "US1-FED")).Site, Is.EqualTo(Site.Us1Fed));
        Assert.That(Bind<IpRangesReadOptions>(("Section", "logs")).Section, Is.EqualTo(Section.Logs));
    }

    [Test]
    public void An_unknown_site_is_refused_with_its_path()
        => Assert.That(
            () => Bind<IpRangesClientOptions>(("Site", "us9")),
            Throws.InvalidOperationException.With.Message.Contains("'Datadog:Site'").And.InnerException.Message.Contains("us1, us3"));

    private static T Bind<T>(params (string Key, string Value)[] settings)
        where T : class
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Datadog:{setting.Key}", (string?)setting.Value)))
            .Build();
        using var provider = new ServiceCollection().Configure<T>(configuration.GetSection("Datadog")).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}
