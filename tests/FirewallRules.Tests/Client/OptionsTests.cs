using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>An invalid option is refused with its name, with and without a host.</summary>
public sealed class OptionsTests
{
    private static IEnumerable<TestCaseData<string, Action<IpRangesClientOptions>>> WrongOptions =>
    [
        Wrong("Site", options => options.Site = null!),
        Wrong("MaxRedirects", options => options.MaxRedirects = -1),
        Wrong("MaxRedirects", options => options.MaxRedirects = 21),
        Wrong("CacheFolder", options => options.CacheFolder = " "),
        Wrong("BaseAddress", options => options.BaseAddress = new Uri("relative", UriKind.Relative)),
        Wrong("BaseAddress", options => options.BaseAddress = new Uri("http://mirror.example/")),
        Wrong("BaseAddress", options => options.BaseAddress = new Uri("file:///etc/passwd")),
        Wrong("BaseAddress", options => options.BaseAddress = new Uri("https://user:pass@mirror.example/")),
        Wrong("BaseAddress", options => options.BaseAddress = new Uri("https://mirror.example/#part")),
        Wrong("BaseAddress", options => options.BaseAddress = new Uri("https://mirror.example/" + new string('a', 1024))),
        Wrong("AllowedRedirectHosts", options => options.AllowedRedirectHosts.Add(null!)),
        Wrong("AllowedRedirectHosts", options => options.AllowedRedirectHosts.Add("")),
        Wrong("AllowedRedirectHosts", options => options.AllowedRedirectHosts.Add("https://mirror.example")),
        Wrong("AllowedRedirectHosts", options => options.AllowedRedirectHosts.Add("mirror.example:8443")),
        Wrong("AllowedRedirectHosts", options => options.AllowedRedirectHosts.Add("*.example")),
        Wrong("Resilience", options => options.Resilience = null!),
        Wrong(
            "Resilience.TotalTimeout",
            options =>
            {
                options.Resilience.TotalTimeout = TimeSpan.FromSeconds(0.9);
                options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(0.5);
            }),
        Wrong("Resilience.TotalTimeout", options => options.Resilience.TotalTimeout = TimeSpan.FromHours(1.1)),
        Wrong("Resilience.AttemptTimeout", options => options.Resilience.AttemptTimeout = Timeout.InfiniteTimeSpan),
        Wrong("Resilience.AttemptTimeout", options => options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(61)),
        Wrong("Resilience.MaxRetries", options => options.Resilience.MaxRetries = -1),
        Wrong("Resilience.MaxRetries", options => options.Resilience.MaxRetries = 21),
        Wrong("Resilience.RetryDelay", options => options.Resilience.RetryDelay = TimeSpan.Zero),
        Wrong("Resilience.MaxRetryDelay", options => options.Resilience.MaxRetryDelay = TimeSpan.FromSeconds(0.5)),
        Wrong("Resilience.MaxRetryDelay", options => options.Resilience.MaxRetryDelay = TimeSpan.FromHours(1)),
        Wrong("Resilience.MaxRetryAfter", options => options.Resilience.MaxRetryAfter = TimeSpan.FromSeconds(-1)),
        Wrong("Resilience.CircuitFailureRatio", options => options.Resilience.CircuitFailureRatio = 0),
        Wrong("Resilience.CircuitFailureRatio", options => options.Resilience.CircuitFailureRatio = double.NaN),
        Wrong("Resilience.CircuitFailureRatio", options => options.Resilience.CircuitFailureRatio = 1.1),
        Wrong("Resilience.CircuitMinimumAttempts", options => options.Resilience.CircuitMinimumAttempts = 1),
        Wrong("Resilience.CircuitWindow", options => options.Resilience.CircuitWindow = TimeSpan.Zero),
        Wrong("Resilience.CircuitBreakDuration", options => options.Resilience.CircuitBreakDuration = TimeSpan.FromDays(1)),
    ];

    private static IEnumerable<TestCaseData<Action<IpRangesClientOptions>>> GoodOptions =>
    [
        Good("defaults", _ => { }),
        Good("http on loopback", options => options.BaseAddress = new Uri("http://127.0.0.1:8080/")),
        Good("http on loopback of IPv6", options => options.BaseAddress = new Uri("http://[::1]/")),
        Good("http allowed", options => (options.BaseAddress, options.AllowHttp) = (new Uri("http://mirror.example/"), true)),
        Good("hosts", options =>
        {
            options.AllowedRedirectHosts.Add("mirror.example");
            options.AllowedRedirectHosts.Add("192.0.2.1");
            options.AllowedRedirectHosts.Add("[2001:db8::1]");
            options.AllowedRedirectHosts.Add("2001:db8::1");
        }),
        Good("no home folder", options => options.CacheFolder = ""),
        Good("the shortest times", options => options.Resilience = new IpRangesResilienceOptions
        {
            TotalTimeout = TimeSpan.FromSeconds(1),
            AttemptTimeout = TimeSpan.FromSeconds(0.1),
            MaxRetries = 0,
            RetryDelay = TimeSpan.FromSeconds(0.01),
            MaxRetryDelay = TimeSpan.FromSeconds(0.01),
            MaxRetryAfter = TimeSpan.Zero,
            CircuitFailureRatio = 0.01,
            CircuitMinimumAttempts = 2,
            CircuitWindow = TimeSpan.FromSeconds(1),
            CircuitBreakDuration = TimeSpan.FromSeconds(1),
        }),
        Good("the longest times", options => options.Resilience = new IpRangesResilienceOptions
        {
            TotalTimeout = TimeSpan.FromHours(1),
            AttemptTimeout = TimeSpan.FromHours(1),
            MaxRetries = 20,
            RetryDelay = TimeSpan.FromMinutes(1),
            MaxRetryDelay = TimeSpan.FromMinutes(10),
            MaxRetryAfter = TimeSpan.FromHours(1),
            CircuitFailureRatio = 1,
            CircuitMinimumAttempts = 1000,
            CircuitWindow = TimeSpan.FromHours(1),
            CircuitBreakDuration = TimeSpan.FromHours(1),
        }),
    ];

    [TestCaseSource(nameof(WrongOptions))]
    public void An_invalid_option_is_refused_with_its_name(string name, Action<IpRangesClientOptions> configure)
    {
        var options = new IpRangesClientOptions();
        configure(options);
        using var http = new HttpClient();

        var refusal = Assert.Throws<OptionsValidationException>(() => _ = new IpRangesClient(http, options));

        Assert.That(refusal!.Failures, Has.Exactly(1).Items);
        Assert.That(refusal.Message, Does.Contain(name.Split('.')[^1]));
        Assert.That(refusal.Message, Does.Contain(name.Split('.')[0]));
    }

    [TestCaseSource(nameof(GoodOptions))]
    public async Task Good_options_make_a_client_that_fetches(Action<IpRangesClientOptions> configure)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());
        var client = lab.NewClient(options =>
        {
            configure(options);
            options.BaseAddress = lab.Server.Address;
        });
        var options = new IpRangesClientOptions();
        configure(options);
        using var http = new HttpClient();
        Assert.That(() => new IpRangesClient(http, options), Throws.Nothing);

        Assert.That((await client.GetAsync()).Version, Is.EqualTo(7));
    }

    [Test]
    public async Task Options_are_read_once()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(7), Answers.Document(6));
        IpRangesClientOptions? kept = null;
        var client = lab.NewClient(options => kept = options);
        (kept!.AllowOlder, kept.BaseAddress, kept.Site) = (true, null, Site.Eu1);
        await client.GetAsync();

        Assert.That((await ClientLab.FailureAsync(client)).Error, Is.EqualTo(IpRangesClientError.Older));
        Assert.That(client.Site, Is.EqualTo(Site.Us1));
    }

    private static TestCaseData<string, Action<IpRangesClientOptions>> Wrong(string name, Action<IpRangesClientOptions> configure) => new(name, configure);

    private static TestCaseData<Action<IpRangesClientOptions>> Good(string name, Action<IpRangesClientOptions> configure)
        => new(configure) { TestName = $"Good options: {name}" };
}
