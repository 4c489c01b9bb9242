using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>Options that change while the program runs.</summary>
public sealed class ReloadTests
{
    private const int Invalid = 108;

    [TestCase("")]
    [TestCase("eu")]
    public void A_new_client_has_the_changed_options_and_an_old_one_keeps_its_own(string name)
    {
        using var lab = new Lab(name, ("Site", "eu1"));
        var old = lab.NewClient();

        lab.Set(("Site", "ap1"));

        Assert.That((old.Site, lab.NewClient().Site), Is.EqualTo((Site.Eu1, Site.Ap1)));
    }

    [TestCase("Site", "us9")]
    [TestCase("Sitee", "eu1")]
    [TestCase("MaxRedirects", "99")]
    public void Invalid_changes_are_logged_and_the_previous_options_stay(string key, string value)
    {
        using var lab = new Lab("", ("Site", "eu1"));
        var state = lab.State;

        Assert.That(() => lab.Set((key, value)), Throws.Nothing);

        Assert.That(lab.NewClient().Site, Is.EqualTo(Site.Eu1));
        Assert.That(lab.State, Is.SameAs(state));
        Assert.That(lab.Logs.Ids, Is.EqualTo(new[] { Invalid }));
        Assert.That(lab.Logs.Text, Does.Contain(key).And.Contain("'' are invalid, so the previous ones stay in use"));

        lab.Set(("Site", "ap1"));
        Assert.That(lab.NewClient().Site, Is.EqualTo(Site.Ap1));
    }

    [Test]
    public void An_exception_of_a_method_that_sets_options_is_logged()
    {
        var broken = false;
        using var lab = new Lab("", (services, _) => services.Configure<IpRangesClientOptions>(
            options => options.MaxRedirects = broken ? throw new KeyNotFoundException("no such key") : 4));
        lab.NewClient();

        broken = true;

        Assert.That(() => lab.Set(("Site", "ap1")), Throws.Nothing);
        Assert.That(lab.Logs.Text, Does.Contain("no such key"));
        Assert.That(lab.NewClient().Site, Is.EqualTo(Site.Us1));
    }

    [Test]
    public async Task The_oldest_acceptable_document_outlives_a_change()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(7), Answers.Document(6));
        using var lab = new Lab("", ("BaseAddress", server.Address.ToString()));
        await lab.NewClient().GetAsync();

        lab.Set(("BaseAddress", $"{server.Address}other/"), ("MaxRedirects", "1"));
        var failure = await ClientLab.FailureAsync(lab.NewClient());

        Assert.That((failure.Error, failure.LastDocument?.Version), Is.EqualTo((IpRangesClientError.Older, 7)));
        Assert.That(server.Requests.Last().Target, Is.EqualTo("/other/"));
    }

    [Test]
    public async Task What_an_old_client_sees_counts_for_new_ones()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(7), Answers.Document(6));
        using var lab = new Lab("", ("BaseAddress", server.Address.ToString()));
        var old = lab.NewClient();
        lab.Set(("BaseAddress", server.Address.ToString()), ("MaxRedirects", "1"));
        var updated = lab.NewClient();
        await old.GetAsync();

        Assert.That((await ClientLab.FailureAsync(updated)).Error, Is.EqualTo(IpRangesClientError.Older));
    }

    [Test]
    public async Task A_document_that_the_changed_options_refuse_is_forgotten()
    {
        await using var server = await LoopbackServer.StartAsync(
            https: false, Answers.Document(7, "10.1.0.0/16", etag: "\"a\""), Answers.Document(7, "10.1.0.0/16", etag: "\"a\""));
        using var lab = new Lab("", ("BaseAddress", server.Address.ToString()), ("AllowSpecialPurpose", "true"));
        await lab.NewClient().GetAsync();

        lab.Set(("BaseAddress", server.Address.ToString()));
        var client = lab.NewClient();

        Assert.That(await client.GetCachedAsync(), Is.Null);
        Assert.That((await ClientLab.FailureAsync(client)).Error, Is.EqualTo(IpRangesClientError.Format));
        Assert.That(server.Requests.Last().Header("If-None-Match"), Is.Null.Or.Empty);
    }

    [TestCase("MaxRedirects", "1", true)]
    [TestCase("Resilience:TotalTimeout", "00:00:50", true)]
    [TestCase("Resilience:CircuitWindow", "00:03:00", false)]
    [TestCase("BaseAddress", "https://mirror.example/", false)]
    public async Task An_open_circuit_stays_open_unless_the_change_concerns_it(string key, string value, bool stays)
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Enumerable.Repeat(Answers.Status(500), 10).ToArray());
        (string, string)[] settings = [("BaseAddress", server.Address.ToString()), ("Resilience:MaxRetries", "0"), ("Resilience:CircuitMinimumAttempts", "2")];
        using var lab = new Lab("", settings);
        await ClientLab.FailureAsync(lab.NewClient());
        await ClientLab.FailureAsync(lab.NewClient());
        Assert.That((await ClientLab.FailureAsync(lab.NewClient())).Error, Is.EqualTo(IpRangesClientError.CircuitOpen));
        var circuits = lab.State.Circuits;

        lab.Set([.. settings.Where(setting => setting.Item1 != key), (key, value)]);

        Assert.That(ReferenceEquals(lab.State.Circuits, circuits), Is.EqualTo(stays));
        if (stays)
        {
            Assert.That((await ClientLab.FailureAsync(lab.NewClient())).Error, Is.EqualTo(IpRangesClientError.CircuitOpen));
        }
    }

    [Test]
    public void Listeners_hear_of_valid_changes_until_they_are_disposed()
    {
        using var lab = new Lab("", ("Site", "eu1"));
        var monitor = lab.Provider.GetRequiredService<IOptionsMonitor<IpRangesClientOptions>>();
        var heard = new List<string>();
        var registration = monitor.OnChange((options, name) => heard.Add($"{name}:{options.Site}"));

        lab.Set(("Site", "ap1"));
        lab.Set(("Site", "us9"));
        registration!.Dispose();
        lab.Set(("Site", "ap2"));

        Assert.That(heard, Is.EqualTo(new[] { ":ap1" }));
        Assert.That(monitor.CurrentValue.Site, Is.EqualTo(Site.Ap2));
    }

    [Test]
    public void An_invalid_change_of_the_options_of_a_watcher_is_logged()
    {
        using var lab = new Lab("", (services, section) => services.AddDatadogIpRangesWatcher((_, _, _) => Task.CompletedTask)
            .Configure<IpRangesWatcherOptions>(section));
        var monitor = lab.Provider.GetRequiredService<IOptionsMonitor<IpRangesWatcherOptions>>();
        Assert.That(monitor.CurrentValue.Site, Is.Null);

        Assert.That(() => lab.Set(("Site", "us9")), Throws.Nothing);

        Assert.That(monitor.CurrentValue.Site, Is.Null);
        Assert.That(lab.Logs.Text, Does.Contain("IpRangesWatcherOptions '' are invalid"));
    }

    [Test]
    public void Clients_that_are_created_at_the_same_time_share_their_state()
    {
        using var lab = new Lab("", ("Site", "eu1"));
        for (var i = 0; i < 20; i++)
        {
            lab.Set(("Site", "eu1"), ("MaxRedirects", $"{i}"));
            var states = new FirewallRules.Client.ClientState[8];
            Parallel.For(0, states.Length, n => states[n] = lab.State);

            Assert.That(states.Distinct(), Has.Exactly(1).Items);
        }
    }

    /// <summary>A client with options from configuration that the test changes.</summary>
    private sealed class Lab : IDisposable
    {
        private readonly IConfigurationRoot _configuration;
        private readonly string _name;

        public Lab(string name, params (string Key, string Value)[] settings)
            : this(name, (_, _) => { }, settings)
        {
        }

        public Lab(string name, Action<IServiceCollection, IConfiguration> add, params (string Key, string Value)[] settings)
        {
            _name = name;
            _configuration = new ConfigurationBuilder().Add(new Source(this)).Build();
            Settings = settings;
            _configuration.Reload();
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.AddProvider(Logs));
            var section = _configuration.GetSection("Datadog");
            _ = name.Length == 0 ? services.AddDatadogIpRanges(section) : services.AddDatadogIpRanges(name, section);
            add(services, section);
            Provider = services.BuildServiceProvider();
        }

        public LogCapture Logs { get; } = new();

        public ServiceProvider Provider { get; }

        public FirewallRules.Client.ClientState State => Provider.GetRequiredKeyedService<FirewallRules.Client.ClientStates>(_name).Current;

        private (string Key, string Value)[] Settings { get; set; } = [];

        public IpRangesClient NewClient() => Provider.GetRequiredKeyedService<IpRangesClient>(_name);

        public void Set(params (string Key, string Value)[] settings)
        {
            Settings = settings;
            _configuration.Reload();
        }

        public void Dispose() => Provider.Dispose();

        private sealed class Source(Lab lab) : ConfigurationProvider, IConfigurationSource
        {
            public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

            public override void Load()
                => Data = lab.Settings.ToDictionary(
                    setting => $"Datadog:{setting.Key}", string? (setting) => setting.Value, StringComparer.OrdinalIgnoreCase);
        }
    }
}
