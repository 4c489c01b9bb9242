using Microsoft.AspNetCore.Http;

namespace FirewallRules.Tests.Client;

/// <summary>After repeated failures no requests are sent to a server for a while.</summary>
public sealed class CircuitTests
{
    private static Task<ClientLab> StartAsync(params RequestDelegate[] script)
        => ClientLab.StartAsync(
            options => (options.Resilience.MaxRetries, options.Resilience.CircuitMinimumAttempts, options.BaseAddress)
                = (0, 2, new Uri(options.BaseAddress!, "{site}/")),
            script);

    [Test]
    public async Task The_circuit_opens_and_closes_again()
    {
        await using var lab = await StartAsync(Answers.Status(500), Answers.Status(500), Answers.Document());
        await lab.FailureAsync();
        await lab.FailureAsync();
        Assert.That(lab.Asked, Is.EqualTo(2));

        var failure = await lab.FailureAsync();
        Assert.That((failure.Error, failure.RetryAfter, lab.Asked), Is.EqualTo((IpRangesClientError.CircuitOpen, TimeSpan.FromSeconds(30), 2)));
        lab.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
        Assert.That(lab.Asked, Is.EqualTo(4));
        Assert.That(lab.Logs.Ids, Is.EqualTo(new[] { 102, 103, 102, 102, 104, 100, 100 }));
    }

    [Test]
    public async Task An_attempt_that_fails_opens_it_again()
    {
        await using var lab = await StartAsync(Answers.Status(500));
        await lab.FailureAsync();
        await lab.FailureAsync();
        lab.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.Status));
        Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.CircuitOpen));
        Assert.That(lab.Asked, Is.EqualTo(3));
    }

    [Test]
    public async Task Another_site_has_a_circuit_of_its_own()
    {
        await using var lab = await StartAsync(Answers.Status(500), Answers.Status(500), Answers.Document());
        await lab.FailureAsync();
        await lab.FailureAsync();

        Assert.That((await lab.Client.GetAsync(Site.Eu1)).Site, Is.EqualTo(Site.Eu1));
        Assert.That(lab.Server.Requests.Last().Target, Is.EqualTo("/eu1/"));
    }

    [Test]
    public async Task A_fetch_during_which_it_opens_says_why()
    {
        await using var lab = await ClientLab.StartAsync(options => options.Resilience.CircuitMinimumAttempts = 2, Answers.Status(502));

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, (int?)failure.StatusCode, lab.Asked), Is.EqualTo((IpRangesClientError.Status, (int?)502, 2)));
    }

    [Test]
    public async Task Cancellations_do_not_count_as_failures()
    {
        await using var lab = await StartAsync(Answers.Status(404));

        for (var i = 0; i < 5; i++)
        {
            Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.Status));
        }

        Assert.That(lab.Asked, Is.EqualTo(5));
    }
}
