using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Tests.Client;

/// <summary>The interface of the client: what it has, how it is injected, and what an implementation must write.</summary>
public sealed class ClientInterfaceTests
{
    private static readonly IpRangesDocument Us1 = IpRangesDocument.Parse(Answers.Json(), new IpRangesReadOptions { Site = Site.Us1 });

    [Test]
    public void The_interface_has_every_member_of_the_client()
        => Assert.That(Members(typeof(IIpRangesClient)), Is.EquivalentTo(Members(typeof(IpRangesClient))));

    [Test]
    public void Every_member_for_a_site_has_one_for_the_default_site()
    {
        var members = Members(typeof(IIpRangesClient)).ToHashSet(StringComparer.Ordinal);
        var forSites = members.Where(member => member.Contains("(Site ", StringComparison.Ordinal)).ToList();

        Assert.That(forSites, Has.Exactly(6).Items);
        Assert.That(forSites.Select(member => member.Replace("(Site ", "(", StringComparison.Ordinal)), Is.SubsetOf(members));
    }

    [Test]
    public void An_implementation_writes_five_members()
        => Assert.That(
            typeof(IIpRangesClient).GetMethods().Where(method => method.IsAbstract).Select(method => method.Name),
            Is.EquivalentTo(new[] { "get_Site", "FetchAsync", "FetchSectionAsync", "GetCachedAsync", "WatchAsync" }));

    [Test]
    public async Task The_other_members_call_these_for_the_default_site()
    {
        var fake = new FakeClient();
        IIpRangesClient client = fake;

        Assert.That(await client.GetAsync(), Is.SameAs(Us1));
        Assert.That(await client.GetAsync(Site.Ap1), Is.SameAs(Us1));
        Assert.That((await client.FetchAsync()).Document, Is.SameAs(Us1));
        Assert.That(await client.GetSectionAsync(Section.Logs), Is.SameAs(Us1));
        Assert.That(await client.GetSectionAsync(Site.Ap1, Section.Apm), Is.SameAs(Us1));
        Assert.That((await client.FetchSectionAsync(Section.Logs)).Document, Is.SameAs(Us1));
        Assert.That(await client.GetCachedAsync(), Is.Null);
        await foreach (var update in client.WatchAsync(TimeSpan.FromHours(2)))
        {
            Assert.That(update.New, Is.SameAs(Us1));
        }

        Assert.That(fake.Calls, Is.EqualTo(new[]
        {
            "fetch eu1", "fetch ap1", "fetch eu1", "section eu1 logs", "section ap1 apm", "section eu1 logs", "cached eu1", "watch eu1 02:00:00",
        }));
    }

    [TestCase("")]
    [TestCase("eu")]
    public void The_client_is_injected_by_its_interface(string name)
    {
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.Site = Site.Ap1);
        services.AddDatadogIpRanges("eu", options => options.Site = Site.Eu1);
        using var provider = services.BuildServiceProvider(validateScopes: true);

        var client = name.Length == 0 ? provider.GetRequiredService<IIpRangesClient>() : provider.GetRequiredKeyedService<IIpRangesClient>(name);

        Assert.That(client, Is.TypeOf<IpRangesClient>().With.Property("Site").EqualTo(name.Length == 0 ? Site.Ap1 : Site.Eu1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_substitute_is_injected_whether_it_is_added_before_or_after(bool before)
    {
        var (one, eu) = (new FakeClient(), new FakeClient());
        var services = new ServiceCollection();
        if (before)
        {
            services.AddSingleton<IIpRangesClient>(one).AddKeyedSingleton<IIpRangesClient>("eu", eu);
        }

        services.AddDatadogIpRanges();
        services.AddDatadogIpRanges("eu");
        if (!before)
        {
            services.AddSingleton<IIpRangesClient>(one).AddKeyedSingleton<IIpRangesClient>("eu", eu);
        }

        using var provider = services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<IIpRangesClient>(), Is.SameAs(one));
        Assert.That(provider.GetRequiredKeyedService<IIpRangesClient>("eu"), Is.SameAs(eu));
    }

    [Test]
    public async Task The_overloads_of_the_client_use_its_site()
    {
        await using var lab = await ClientLab.StartAsync(
            options => (options.Site, options.BaseAddress) = (Site.Eu1, new Uri(options.BaseAddress!, "{site}/")),
            Answers.Document(), Answers.Document());
        Assert.That(await lab.Client.GetCachedAsync(), Is.Null);

        var section = await lab.Client.FetchSectionAsync(Section.Logs);
        await lab.Client.FetchAsync();

        Assert.That(section.Document.Site, Is.EqualTo(Site.Eu1));
        Assert.That((await lab.Client.GetCachedAsync())!.Document.Site, Is.EqualTo(Site.Eu1));
        Assert.That(lab.Server.Requests.Select(request => request.Target), Is.EqualTo(new[] { "/eu1/logs.json", "/eu1/" }));
    }

    [Test]
    public void A_fetch_is_made_from_a_document()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var fetch = IpRangesFetch.From(Us1, time);

        Assert.That((fetch.Document, fetch.FetchedAt, fetch.Outcome), Is.EqualTo((Us1, time, IpRangesFetchOutcome.Network)));
        Assert.That(fetch.Source, Is.EqualTo(Site.Us1.IpRangesUri));
        Assert.That(IpRangesDocument.Parse(fetch.Body.Span)[Section.Logs].Addresses, Is.EqualTo(Us1[Section.Logs].Addresses));
        Assert.That(IpRangesFetch.From(Us1).FetchedAt, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(5)));
        Assert.That(() => IpRangesFetch.From(IpRangesDocument.Parse(Answers.Json())), Throws.ArgumentException);
    }

    private static IEnumerable<string> Members(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(Text))}) {method.ReturnType}"
                .Replace("(Site, ", "(Site ", StringComparison.Ordinal));

    private static string Text(ParameterInfo parameter) => $"{parameter.ParameterType.Name}{(parameter.HasDefaultValue ? "?" : "")}";

    private sealed class FakeClient : IIpRangesClient
    {
        public List<string> Calls { get; } = [];

        public Site Site => Site.Eu1;

        public Task<IpRangesFetch> FetchAsync(Site site, CancellationToken cancellationToken = default) => Say($"fetch {site}");

        public Task<IpRangesFetch> FetchSectionAsync(Site site, Section section, CancellationToken cancellationToken = default)
            => Say($"section {site} {section}");

        public Task<IpRangesFetch?> GetCachedAsync(Site site, CancellationToken cancellationToken = default)
        {
            Calls.Add($"cached {site}");
            return Task.FromResult<IpRangesFetch?>(null);
        }

        public async IAsyncEnumerable<IpRangesUpdate> WatchAsync(
            Site site, TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new IpRangesUpdate(null, (await Say($"watch {site} {interval}")).Document);
        }

        private Task<IpRangesFetch> Say(string call)
        {
            Calls.Add(call);
            return Task.FromResult(IpRangesFetch.From(Us1));
        }
    }
}
