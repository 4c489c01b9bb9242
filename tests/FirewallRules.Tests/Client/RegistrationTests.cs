using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>The client in a service collection.</summary>
public sealed class RegistrationTests
{
    [Test]
    public async Task A_client_is_injected_with_its_options()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document());
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => (options.Site, options.BaseAddress) = (Site.Eu1, server.Address));
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        var document = await provider.GetRequiredService<IpRangesClient>().GetAsync();

        Assert.That(document.Site, Is.EqualTo(Site.Eu1));
        Assert.That(server.Requests.Single().Header("User-Agent"), Does.StartWith("FirewallRules/"));
    }

    [Test]
    public async Task Clients_of_one_name_share_what_they_saw_and_their_circuit()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(etag: "\"a\""), Answers.Status(304));
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.BaseAddress = server.Address);
        await using var provider = services.BuildServiceProvider();
        var first = provider.GetRequiredService<IpRangesClient>();
        await first.GetAsync();

        var second = provider.GetRequiredService<IpRangesClient>();

        Assert.That(second, Is.Not.SameAs(first));
        Assert.That((await second.FetchAsync()).Outcome, Is.EqualTo(IpRangesFetchOutcome.NotModified));
    }

    [Test]
    public async Task Named_clients_have_their_own_options_and_state()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(7), Answers.Document(6));
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.BaseAddress = server.Address);
        services.AddDatadogIpRanges("eu", options => options.Site = Site.Eu1);
        services.Configure<IpRangesClientOptions>("eu", options => options.BaseAddress = new Uri(server.Address, "{site}"));
        await using var provider = services.BuildServiceProvider();

        var us = await provider.GetRequiredService<IpRangesClient>().GetAsync();
        var eu = await provider.GetRequiredKeyedService<IpRangesClient>("eu").GetAsync();

        Assert.That((us.Site, us.Version, eu.Site, eu.Version), Is.EqualTo((Site.Us1, 7L, Site.Eu1, 6L)));
        Assert.That(server.Requests.Select(request => request.Target), Is.EqualTo(new[] { "/", "/eu1" }));
    }

    [Test]
    public async Task The_builder_adds_handlers()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document());
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.BaseAddress = server.Address).AddHttpMessageHandler(() => new Stamp());
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IpRangesClient>().GetAsync();

        Assert.That(server.Requests.Single().Header("X-Stamp"), Is.EqualTo("here"));
    }

    [Test]
    public async Task The_clock_is_that_of_the_collection_and_no_other_timeout_counts()
    {
        var time = new VirtualTime();
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Status(429, "25"), Answers.Document());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        var builder = services.AddDatadogIpRanges(options => options.BaseAddress = server.Address);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IpRangesClient>().GetAsync();

        Assert.That(time.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(25)));
        Assert.That(provider.GetRequiredService<IHttpClientFactory>().CreateClient(builder.Name).Timeout, Is.EqualTo(Timeout.InfiniteTimeSpan));
    }

    [TestCase("")]
    [TestCase("eu")]
    public void A_host_with_a_wrong_option_does_not_start(string name)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddDatadogIpRanges();
        builder.Services.AddDatadogIpRanges("eu");
        builder.Services.Configure<IpRangesClientOptions>(name, options => options.MaxRedirects = 99);
        using var host = builder.Build();

        Assert.That(async () => await host.StartAsync(), Throws.TypeOf<OptionsValidationException>().With.Message.Contain("MaxRedirects"));
    }

    [Test]
    public void Adding_twice_is_adding_once()
    {
        var services = new ServiceCollection();
        services.AddDatadogIpRanges();
        services.AddDatadogIpRanges(options => options.Site = Site.Ap1);
        using var provider = services.BuildServiceProvider();

        Assert.That(provider.GetServices<IpRangesClient>().Single().Site, Is.EqualTo(Site.Ap1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Adding_a_client_again_leaves_the_handlers_alone(bool again)
    {
        using var primary = new Canned();
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => (options.Site, options.MaxRedirects) = (Site.Eu1, 3))
            .ConfigurePrimaryHttpMessageHandler(() => primary).AddHttpMessageHandler(() => new Stamp());
        services.AddDatadogIpRanges("eu").ConfigurePrimaryHttpMessageHandler(() => primary);
        if (again)
        {
            services.AddDatadogIpRanges(options => options.Site = Site.Ap1);
            services.AddDatadogIpRanges("eu", options => options.Site = Site.Eu1);
            services.AddDatadogIpRangesWatcher((_, _, _) => Task.CompletedTask);
        }

        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IpRangesClient>();

        await client.GetAsync();
        await provider.GetRequiredKeyedService<IpRangesClient>("eu").GetAsync();

        Assert.That(primary.Stamps, Is.EqualTo(new[] { "here", "" }));
        Assert.That(client.Site, Is.EqualTo(again ? Site.Ap1 : Site.Eu1));
        Assert.That(provider.GetRequiredService<IOptions<IpRangesClientOptions>>().Value.MaxRedirects, Is.EqualTo(3));
    }

    [Test]
    public async Task A_handler_that_is_set_when_a_client_is_added_again_is_used()
    {
        using var primary = new Canned();
        var services = new ServiceCollection();
        services.AddDatadogIpRanges();
        services.AddDatadogIpRanges().ConfigurePrimaryHttpMessageHandler(() => primary);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IpRangesClient>().GetAsync();

        Assert.That(primary.Stamps, Has.Count.EqualTo(1));
    }

    private sealed class Canned : HttpMessageHandler
    {
        public List<string> Stamps { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Stamps.Add(request.Headers.TryGetValues("X-Stamp", out var values) ? string.Join('|', values) : "");
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Answers.Json()) });
        }
    }

    private sealed class Stamp : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Stamp", "here");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
