using System.Net;

namespace FirewallRules.Tests.Client;

/// <summary>The data that a program needs to describe a failure, and complete logs.</summary>
public sealed class FailureDataTests
{
    [Test]
    public async Task A_redirect_to_another_host_reports_its_target()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect("https://user:s3cret@mirror.example/us1?sig=s3cret"));

        var failure = await lab.FailureAsync();

        Assert.That((failure.RedirectError, failure.RedirectTarget), Is.EqualTo((IpRangesRedirectError.OtherHost, new Uri("https://mirror.example/us1"))));
        Assert.That(failure.Reason, Is.EqualTo("the server redirected to another host, https://mirror.example/us1."));
    }

    [Test]
    public async Task Other_redirects_have_an_error_kind()
    {
        await using var http = await ClientLab.StartAsync(Answers.Redirect("http://mirror.example/"));
        await using var nowhere = await ClientLab.StartAsync(Answers.Status(301));
        await using var never = await ClientLab.StartAsync(options => options.MaxRedirects = 0, Answers.Redirect("/moved.json"));
        await using var far = await ClientLab.StartAsync(Answers.Redirect($"/{new string('a', 3000)}"));

        Assert.That((await http.FailureAsync()).RedirectError, Is.EqualTo(IpRangesRedirectError.NotHttps));
        Assert.That((await nowhere.FailureAsync()).RedirectError, Is.EqualTo(IpRangesRedirectError.NoTarget));
        Assert.That((await never.FailureAsync()).RedirectError, Is.EqualTo(IpRangesRedirectError.TooMany));
        Assert.That((await far.FailureAsync()).RedirectError, Is.EqualTo(IpRangesRedirectError.TargetTooLong));
    }

    [Test]
    public async Task A_timeout_reports_its_limit_and_attempts()
    {
        var time = new VirtualTime();
        await using var lab = await ClientLab.StartAsync(
            time, https: false, options => options.Resilience.MaxRetries = 1, Answers.Stall(time.AdvanceToNextTimer));

        var failure = await lab.FailureAsync();

        Assert.That((failure.Timeout, failure.Attempts, failure.StatusCode), Is.EqualTo((TimeSpan.FromSeconds(15), 2, (HttpStatusCode?)null)));
        Assert.That(lab.Logs.Texts, Is.Not.Empty.And.None.Contains("(null)"));
        Assert.That(lab.Logs.Texts, Has.Some.Contains("failed: no complete answer arrived within 15 s"));
    }

    [Test]
    public async Task An_older_document_is_reported_with_both_versions()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(7), Answers.Document(6));
        await lab.Client.GetAsync();

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.Document?.Version, failure.LastDocument?.Version), Is.EqualTo((IpRangesClientError.Older, 6, 7)));
    }

    [Test]
    public async Task The_message_names_document_and_address_and_then_reason_and_advice()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(404));

        var failure = (await Assert.ThrowsAsync<IpRangesClientException>(() => lab.Client.GetSectionAsync(Section.Logs)))!;

        Assert.That((failure.Site, failure.Section, failure.StatusCode), Is.EqualTo((Site.Us1, Section.Logs, HttpStatusCode.NotFound)));
        Assert.That(
            failure.Message,
            Is.EqualTo(
                $"Fetching section 'logs' of US1 from {lab.Server.Address}logs.json failed: the server answered with status 404. "
                + "Check which sections the whole document has."));
        Assert.That(lab.Logs.Texts, Has.Some.Contains("failed: the server answered with status 404."));
    }

    [Test]
    public async Task A_document_without_a_version_is_logged_as_unversioned()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(null));

        await lab.Client.GetAsync();

        Assert.That(lab.Logs.Texts, Has.Some.Contains("no version").And.None.Contains("(null)"));
    }
}
