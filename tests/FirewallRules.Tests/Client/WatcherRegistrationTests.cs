using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>How a watcher is added to a host, and what its options may say.</summary>
public sealed class WatcherRegistrationTests
{
    [Test]
    public void The_defaults_are_the_documented_ones()
    {
        var options = new IpRangesWatcherOptions();

        Assert.That((options.Interval, options.Jitter, options.RetryDelay, options.MaxRetryDelay), Is.EqualTo(
            (TimeSpan.FromHours(1), 0.1, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30))));
        Assert.That((options.Site, options.ClientName, options.StateFolder, options.AcceptShrink, options.ShrinkThreshold), Is.EqualTo(
            ((Site?)null, (string?)null, (string?)null, false, 0.5)));
    }

    [Test]
    public void Every_invalid_option_is_reported_when_the_host_starts()
    {
        using var host = Host(services => services.AddDatadogIpRangesWatcher(Nothing, options =>
        {
            options.Interval = TimeSpan.FromSeconds(59);
            options.Jitter = 1.1;
            options.RetryDelay = TimeSpan.FromMinutes(10);
            options.MaxRetryDelay = TimeSpan.FromMinutes(9);
            options.ShrinkThreshold = double.NaN;
            options.StateFolder = " ";
        }));

        Assert.That(() => host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Interval")
            .And.Message.Contains("Jitter").And.Message.Contains("MaxRetryDelay").And.Message.Contains("ShrinkThreshold").And.Message.Contains("StateFolder"));
    }

    [TestCase("")]
    [TestCase("a/b")]
    [TestCase("..")]
    [TestCase("Upper")]
    [TestCase("a\nb")]
    public void A_name_is_part_of_a_file_name(string name)
        => Assert.That(() => new ServiceCollection().AddDatadogIpRangesWatcher(name, Nothing), Throws.ArgumentException);

    [Test]
    public void Two_watchers_of_one_name_would_steal_from_each_other()
    {
        var services = new ServiceCollection().AddDatadogIpRangesWatcher(Nothing).AddDatadogIpRangesWatcher("second", Nothing);

        Assert.That(() => services.AddDatadogIpRangesWatcher(Nothing), Throws.InvalidOperationException.With.Message.Contains("give each further one a name"));
        Assert.That(() => services.AddDatadogIpRangesWatcher("second", Nothing), Throws.InvalidOperationException.With.Message.Contains("'second'"));
        Assert.That(services.Count(service => service.ServiceType == typeof(IHostedService)), Is.EqualTo(2));
    }

    [Test]
    public void An_existing_client_is_used_and_not_changed()
    {
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.Site = Site.Ap1);
        var before = services.Count(service => service.ServiceType == typeof(IConfigureOptions<Microsoft.Extensions.Http.HttpClientFactoryOptions>));
        services.AddDatadogIpRangesWatcher(Nothing);

        Assert.That(
            services.Count(service => service.ServiceType == typeof(IConfigureOptions<Microsoft.Extensions.Http.HttpClientFactoryOptions>)),
            Is.EqualTo(before));
    }

    [Test]
    public void A_mirror_of_another_site_is_an_error_when_the_host_starts()
    {
        using var host = Host(services =>
        {
            services.AddDatadogIpRanges(options => options.BaseAddress = new Uri("https://mirror.example/us1.json"));
            services.AddDatadogIpRangesWatcher(Nothing, options => options.Site = Site.Eu1);
        });

        Assert.That(() => host.StartAsync(), Throws.ArgumentException.With.Message.Contains("{site}"));
    }

    [Test]
    public async Task Named_watchers_have_their_own_state_and_scopes()
    {
        await using var lab = await WatchLab.CreateAsync();
        var (seen, done) = (new List<string>(), new TaskCompletionSource());
        lab.Services = services =>
        {
            services.AddScoped<object>();
            foreach (var name in new[] { "one", "two" })
            {
                services.AddDatadogIpRangesWatcher(name, (provider, update, _) =>
                {
                    lock (seen)
                    {
                        seen.Add($"{name}: {update} {provider.GetRequiredService<object>().GetHashCode()}");
                        if (seen.Count == 2)
                        {
                            done.SetResult();
                        }
                    }

                    return Task.CompletedTask;
                });
            }
        };

        await lab.RunAsync();
        await done.Task;
        await lab.StopAsync();

        Assert.That(seen.Order(StringComparer.Ordinal).Select(line => line[..18]), Is.EqualTo(new[] { "one: us1 version 7", "two: us1 version 7" }));
        Assert.That(seen.Select(line => line[18..]), Is.Unique);
        Assert.That(lab.Folder.Names, Is.SupersetOf(new[] { "us1.some-app.one.handled", "us1.some-app.two.handled" }));
    }

    private static IHost Host(Action<IServiceCollection> add)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        add(builder.Services);
        return builder.Build();
    }

    private static Task Nothing(IServiceProvider services, IpRangesUpdate update, CancellationToken cancellationToken) => Task.CompletedTask;
}
