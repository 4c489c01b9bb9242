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
    public void An_unknown_site_is_refused_with_the_known_ones()
    {
        var services = Services(services => services.AddDatadogIpRanges());
        services.Configure<IpRangesClientOptions>(Configuration(("Site", "us9")));
        services.AddDatadogIpRangesWatcher((_, _, _) => Task.CompletedTask).Configure<IpRangesWatcherOptions>(Configuration(("Site", "us8")));
        using var provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IOptions<IpRangesClientOptions>>().Value,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Site: 'us9' is not a Datadog site; the sites are us1, us3"));
        Assert.That(
            () => provider.GetRequiredService<IOptions<IpRangesWatcherOptions>>().Value,
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Site: 'us8' is not a Datadog site"));
        using var http = new HttpClient();
        Assert.That(() => new IpRangesClient(http, new IpRangesClientOptions { SiteKey = "us9" }), Throws.TypeOf<OptionsValidationException>());
    }

    [Test]
    public void The_text_for_a_site_follows_the_site()
    {
        var options = new IpRangesClientOptions { SiteKey = "datadoghq.eu" };
        var watcher = new IpRangesWatcherOptions();
        Assert.That((options.Site, options.SiteKey, watcher.SiteKey), Is.EqualTo((Site.Eu1, "eu1", (string?)null)));

        (options.SiteKey, options.SiteKey, watcher.SiteKey) = (null, "", "ap1");
        Assert.That((options.Site, watcher.Site), Is.EqualTo((Site.Eu1, Site.Ap1)));

        options.SiteKey = "us9";
        Assert.That(options.SiteKey, Is.EqualTo("us9"));
    }

    [Test]
    public void Null_in_JSON_is_the_default()
    {
        const string Json =
            """
            {"Datadog": {"Site": null, "BaseAddress": null, "AllowHttp": null, "CacheFolder": "", "AllowedRedirectHosts": null, "MaxRedirects": "",
              "Resilience": {"MaxRetries": null}}}
            """;
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json));
        var section = new ConfigurationBuilder().AddJsonStream(json).Build().GetRequiredSection("Datadog");
        using var read = Services(services => services.AddDatadogIpRanges(section)).BuildServiceProvider();

        var options = read.GetRequiredService<IOptions<IpRangesClientOptions>>().Value;

        Assert.That((options.Site, options.BaseAddress, options.CacheFolder), Is.EqualTo((Site.Us1, (Uri?)null, (string?)null)));
        Assert.That((options.AllowHttp, options.MaxRedirects, options.Resilience.MaxRetries), Is.EqualTo((false, 5, 3)));
        Assert.That(Bind<IpRangesClientOptions>(("Site", null)).Site, Is.EqualTo(Site.Us1));
        Assert.That(Bind<IpRangesClientOptions>(("Site", "")).Site, Is.EqualTo(Site.Us1));
        Assert.That(Bind<IpRangesWatcherOptions>(("Site", null)).Site, Is.Null);
    }

    [Test]
    public void Every_option_is_read_from_configuration()
    {
        var options = Read(
            ("site", "eu1"), ("BaseAddress", "https://mirror.example/{site}/"), ("AllowHttp", "true"), ("MaxRedirects", "2"), ("AllowOlder", "True"),
            ("RefuseLargeChanges", "true"), ("ShrinkThreshold", "0.25"), ("AcceptShrink", "true"), ("GrowthFactor", "4"), ("AcceptGrowth", "true"),
            ("AllowSpecialPurpose", "true"), ("CacheFolder", "/var/cache/x"), ("allowedRedirectHosts:0", "a.example"),
            ("AllowedRedirectHosts:1", "b.example"), ("resilience:TotalTimeout", "00:01:30"), ("Resilience:AttemptTimeout", "00:00:20"),
            ("Resilience:MaxRetries", "1"), ("Resilience:RetryDelay", "00:00:02"), ("Resilience:MaxRetryDelay", "00:00:03"),
            ("Resilience:MaxRetryAfter", "00:00:04"), ("Resilience:CircuitFailureRatio", "0.5"), ("Resilience:CircuitMinimumAttempts", "5"),
            ("Resilience:CircuitWindow", "00:00:06"), ("Resilience:CircuitBreakDuration", "00:00:07"));
        var defaults = new IpRangesClientOptions();

        Assert.That((options.Site, options.BaseAddress!.Host, options.CacheFolder), Is.EqualTo((Site.Eu1, "mirror.example", "/var/cache/x")));
        Assert.That(options.AllowedRedirectHosts, Is.EqualTo(new[] { "a.example", "b.example" }));
        Assert.That(Unread(options, defaults).Concat(Unread(options.Resilience, defaults.Resilience)), Is.EqualTo(new[] { "Baseline" }));
    }

    [Test]
    public void Every_option_of_a_watcher_is_read_from_configuration()
    {
        var options = ReadWatcher(
            ("Site", "eu1"), ("ClientName", "eu"), ("Interval", "06:00:00"), ("Jitter", "0.5"), ("RetryDelay", "00:01:00"), ("MaxRetryDelay", "01:00:00"),
            ("ShrinkThreshold", "0.25"), ("AcceptShrink", "true"), ("growthFactor", "4"), ("AcceptGrowth", "true"),
            ("InheritLock", "true"), ("StateFolder", "/var/lib/x"));

        Assert.That((options.Site, options.ClientName, options.StateFolder), Is.EqualTo((Site.Eu1, "eu", "/var/lib/x")));
        Assert.That((options.Interval, options.Jitter, options.GrowthFactor), Is.EqualTo((TimeSpan.FromHours(6), 0.5, 4.0)));
        Assert.That(Unread(options, new IpRangesWatcherOptions()), Is.Empty);
    }

    [TestCase("Intervall", "06:00:00", "Datadog:Intervall: unknown option; the options are Site, ClientName, Interval")]
    [TestCase("Site", "us9", "Datadog:Site: 'us9' is not a Datadog site; the sites are us1")]
    [TestCase("Interval", "6h", "Datadog:Interval: '6h' is not a time such as 00:01:30")]
    [TestCase("Interval", "00:00:59", "Interval must be from 1 min to 7 days")]
    [TestCase("AcceptShrink", "yes", "Datadog:AcceptShrink: 'yes' is not true or false")]
    [TestCase("StateFolder:0", "/x", "Datadog:StateFolder: a single value is expected")]
    public void An_unknown_key_or_value_of_a_watcher_is_an_error_when_the_host_starts(string key, string value, string message)
    {
        foreach (var name in new[] { "", "second" })
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
            AddWatcher(builder.Services, name, Configuration((key, value)));
            using var host = builder.Build();

            Assert.That(() => host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(message), name);
        }
    }

    [TestCase("Sitee", "eu1", "Datadog:Sitee: unknown option; the options are Site, BaseAddress")]
    [TestCase("Site", "us9", "Datadog:Site: 'us9' is not a Datadog site; the sites are us1")]
    [TestCase("Site:Name", "eu1", "Datadog:Site: a single value is expected")]
    [TestCase("AllowedRedirectHosts", "a.example", "Datadog:AllowedRedirectHosts: a list is expected")]
    [TestCase("Resilience", "none", "Datadog:Resilience: a section is expected")]
    [TestCase("AllowHttp", "yes", "Datadog:AllowHttp: 'yes' is not true or false")]
    [TestCase("MaxRedirects", "many", "Datadog:MaxRedirects: 'many' is not a whole number")]
    [TestCase("MaxRedirects", "21", "MaxRedirects")]
    [TestCase("GrowthFactor", "a lot", "Datadog:GrowthFactor: 'a lot' is not a number")]
    [TestCase("BaseAddress", "mirror.example?s3cret", "Datadog:BaseAddress: 'mirror.example' is not an absolute address")]
    [TestCase("AllowedRedirectHosts:0", "", "AllowedRedirectHosts[0]")]
    [TestCase("AllowedRedirectHosts:0:Name", "a.example", "Datadog:AllowedRedirectHosts:0: a single value is expected")]
    [TestCase("BaseAddress", "mirror.example", "Datadog:BaseAddress: 'mirror.example' is not an absolute address")]
    [TestCase("Resilience:TotalTimeout", "1h", "Datadog:Resilience:TotalTimeout: '1h' is not a time such as 00:01:30")]
    [TestCase("Resilience:Retries", "3", "Datadog:Resilience:Retries: unknown option; the options are TotalTimeout")]
    public void An_unknown_key_or_value_is_an_error(string key, string value, string message)
        => Assert.That(() => Read((key, value)), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(message));

    [Test]
    public void All_errors_are_listed()
        => Assert.That(
            () => Read(("Sitee", "eu1"), ("AllowHttp", "yes")),
            Throws.TypeOf<OptionsValidationException>().With.Property("Failures").Exactly(2).Items);

    [Test]
    public void A_named_client_has_a_section_of_its_own()
    {
        using var provider = Services(services => services.AddDatadogIpRanges("eu", Configuration(("Site", "eu1"))))
            .BuildServiceProvider();

        Assert.That(provider.GetRequiredKeyedService<IpRangesClient>("eu").Site, Is.EqualTo(Site.Eu1));
        Assert.That(() => new ServiceCollection().AddDatadogIpRanges((IConfiguration)null!), Throws.ArgumentNullException);
    }

    private static IpRangesClientOptions Read(params (string Key, string? Value)[] settings)
    {
        using var provider = Services(services => services.AddDatadogIpRanges(Configuration(settings))).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<IpRangesClientOptions>>().Value;
    }

    private static IpRangesWatcherOptions ReadWatcher(params (string Key, string? Value)[] settings)
    {
        using var provider = Services(services => AddWatcher(services, "", Configuration(settings))).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<IpRangesWatcherOptions>>().Value;
    }

    private static IServiceCollection AddWatcher(IServiceCollection services, string name, IConfiguration configuration)
        => name.Length == 0
            ? services.AddDatadogIpRangesWatcher((_, _, _) => Task.CompletedTask, configuration)
            : services.AddDatadogIpRangesWatcher(name, (_, _, _) => Task.CompletedTask, configuration);

    // An option that is added later must be read, too.
    private static IEnumerable<string> Unread<T>(T read, T initial)
        => typeof(T).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance)
            .Where(property => Equals(property.GetValue(read), property.GetValue(initial)))
            .Select(property => property.Name);

    private static ServiceCollection Services(Action<ServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        add(services);
        return services;
    }

    private static IConfigurationSection Configuration(params (string Key, string? Value)[] settings)
        => new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Datadog:{setting.Key}", setting.Value)))
            .Build()
            .GetSection("Datadog");

    private static T Bind<T>(params (string Key, string? Value)[] settings)
        where T : class
    {
        using var provider = new ServiceCollection().Configure<T>(Configuration(settings)).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}
