using FirewallRules.Tests.IpRanges;
using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>What a client refuses although the server sent it: too old, too small, too large.</summary>
public sealed class GuardTests
{
    [TestCase("20.0.0.0/26", IpRangesClientError.Shrunk, "sections have shrunk from version 7 to version 8: logs (changed)", "AcceptShrink")]
    [TestCase("20.0.0.0/12", IpRangesClientError.Grown, "sections have grown sharply from version 7 to version 8: logs (changed)", "AcceptGrowth")]
    public async Task A_large_change_is_refused_and_the_known_document_is_kept(string prefix, IpRangesClientError error, string why, string option)
    {
        await using var lab = await ClientLab.StartAsync(
            options => options.RefuseLargeChanges = true, Answers.Document(7, "20.0.0.0/24"), Answers.Document(8, prefix));
        await lab.Client.GetAsync();

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.IsTransient, failure.Document?.Version, failure.LastDocument?.Version), Is.EqualTo((error, false, 8L, 7L)));
        Assert.That(failure.Message, Does.Contain(why).And.Contain($"IpRangesClientOptions.{option}"));
        Assert.That(failure.Diff!.Sections.Single().NewAddresses, Is.EqualTo(Sets.Of(prefix)));
        Assert.That((await lab.Client.GetCachedAsync(Site.Us1))!.Document.Version, Is.EqualTo(7));
    }

    [TestCase("20.0.0.0/26", "AcceptShrink")]
    [TestCase("20.0.0.0/26", "ShrinkThreshold")]
    [TestCase("20.0.0.0/12", "AcceptGrowth")]
    [TestCase("20.0.0.0/19", "GrowthFactor")]
    [TestCase("20.0.0.0/12", "none")]
    public async Task Options_let_it_pass(string prefix, string option)
    {
        await using var lab = await ClientLab.StartAsync(
            options =>
            {
                options.RefuseLargeChanges = option != "none";
                (options.AcceptShrink, options.AcceptGrowth) = (option == "AcceptShrink", option == "AcceptGrowth");
                options.ShrinkThreshold = option == "ShrinkThreshold" ? 0.8 : options.ShrinkThreshold;
                options.GrowthFactor = option == "GrowthFactor" ? 32 : options.GrowthFactor;
            },
            Answers.Document(7, "20.0.0.0/24"),
            Answers.Document(8, prefix));
        await lab.Client.GetAsync();

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(8));
    }

    [Test]
    public async Task The_baseline_counts_as_seen()
    {
        await using var lab = await ClientLab.StartAsync(
            options => (options.Baseline, options.RefuseLargeChanges) = (RealDocuments.Sample, true),
            Answers.Bytes(RealDocuments.Bytes(47)),
            Answers.Document(60),
            Answers.Document(61),
            Answers.Bytes(RealDocuments.Bytes(59)));

        var older = await lab.FailureAsync();
        var shrunk = await lab.FailureAsync();
        var section = await Assert.ThrowsAsync<IpRangesClientException>(() => lab.Client.GetSectionAsync(Section.Logs));

        Assert.That((older.Error, older.LastDocument), Is.EqualTo((IpRangesClientError.Older, RealDocuments.Sample.Provenance)));
        Assert.That(older.Message, Does.Contain("(version 47 of 2022-01-25) is older than the baseline (version 59 of 2024-10-17)"));
        Assert.That((shrunk.Error, shrunk.LastDocument?.Version), Is.EqualTo((IpRangesClientError.Shrunk, 59L)));
        Assert.That((section!.Error, section.Diff!.Sections.Count), Is.EqualTo((IpRangesClientError.Shrunk, 1)));
        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(59));
    }

    [Test]
    public async Task The_baseline_is_of_one_site()
    {
        await using var lab = await ClientLab.StartAsync(
            options => (options.Site, options.Baseline) = (Site.Us1, IpRangesSnapshot.Us1), Answers.Document(7));

        Assert.That(
            () => lab.NewClient(options => (options.Site, options.Baseline) = (Site.Eu1, IpRangesSnapshot.Us1)),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Baseline").And.Message.Contains("must be a document of Site"));
        Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.Older));
    }

    [Test]
    public async Task An_older_document_than_the_baseline_can_be_allowed()
    {
        await using var lab = await ClientLab.StartAsync(
            options => (options.Baseline, options.AllowOlder) = (RealDocuments.Sample, true), Answers.Document(7));

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
    }

    [Test]
    public async Task A_mirror_that_stays_older_than_the_baseline_is_compared_with_itself()
    {
        await using var lab = await ClientLab.StartAsync(
            options => (options.Baseline, options.AllowOlder, options.RefuseLargeChanges, options.AcceptShrink) = (IpRangesSnapshot.Us1, true, true, true),
            Answers.Document(7, "20.0.0.0/24"),
            Answers.Document(8, "20.0.0.0/22"),
            Answers.Document(9, "20.0.0.0/12"));
        await lab.Client.GetAsync();

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(8));
        Assert.That((await lab.FailureAsync()).LastDocument?.Version, Is.EqualTo(8));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Special_purpose_addresses_are_an_option(bool isAllowed)
    {
        await using var lab = await ClientLab.StartAsync(options => options.AllowSpecialPurpose = isAllowed, Answers.Document(7, "10.0.0.0/24"));
        if (isAllowed)
        {
            Assert.That((await lab.Client.GetAsync())[Section.Logs].Addresses, Is.EqualTo(Sets.Of("10.0.0.0/24")));
        }
        else
        {
            var failure = await lab.FailureAsync();
            Assert.That((failure.Error, failure.Message), Is.EqualTo((IpRangesClientError.Format, failure.Message)));
            Assert.That(failure.Message, Does.Contain("Private-Use"));
        }
    }
}
