using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using FirewallRules.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules.Tests.Client;

/// <summary>Every log event and every failure, with sample values, in the words of the library and of the tool.</summary>
public sealed partial class MessageTests
{
    private static readonly IpRangesDocument Old = Parse(7, "20.0.0.0/24");
    private static readonly IpRangesDocument New = Parse(8, "20.0.0.0/12");
    private static readonly Uri Address = new("https://user:s3cret@mirror.example/us1.json?key=s3cret");
    private static readonly IpRangesCacheException Cache = new(
        new IpRangesCacheProblem(IpRangesCacheError.Unreadable, "/cache/us1.ipranges", "access is denied"));

    private static IEnumerable<TestCaseData> Events()
        => new[] { typeof(ClientLog), typeof(CacheLog), typeof(WatchLog) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters() is [var first, ..] && first.ParameterType == typeof(ILogger))
            .Select(method => new TestCaseData(method) { TestName = $"The event {method.Name} is a sentence" });

    private static IEnumerable<TestCaseData> Failures()
        => typeof(FetchFailures).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(IpRangesClientException)
                && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike))
            .SelectMany(method => Variants(method).Select((arguments, i)
                => new TestCaseData(method, arguments)
                {
                    TestName = string.Create(CultureInfo.InvariantCulture, $"The failure {method.Name} ({i}) is two sentences"),
                }));

    [TestCaseSource(nameof(Events))]
    public void An_event_is_a_sentence(MethodInfo method)
    {
        var logger = new LogList();
        object?[] arguments = [logger, .. method.GetParameters().Skip(1).Select(parameter => Sample(parameter.ParameterType, parameter.Name!, ofLog: true))];
        method.Invoke(null, arguments);
        var error = new StringWriter();
        var terminal = new Terminal(() => Stream.Null, () => Stream.Null, () => error) { Level = FirewallRules.Cli.Output.NoticeLevel.Debug };
        using var shown = new FirewallRules.Cli.Output.TerminalLogger(terminal);
        method.Invoke(null, [shown, .. arguments.Skip(1)]);

        IsWorded(logger.Entries.Single().Text);
        Assert.That(logger.Entries.Single().Text, Does.Match(@"^[A-Z].*\.$"));
        IsWorded(error.ToString().TrimEnd());
        Assert.That(error.ToString(), Does.StartWith("fwrules: ").And.Not.Contain("unknown"));
    }

    [Test]
    public void Every_event_has_a_number_of_its_own()
    {
        var numbers = Events().Select(test => ((MethodInfo)test.Arguments[0]!).GetCustomAttribute<LoggerMessageAttribute>()!.EventId).ToList();

        Assert.That(numbers, Is.Unique.And.All.InRange(100, 399));
    }

    [TestCaseSource(nameof(Failures))]
    public void A_failure_is_two_sentences(MethodInfo method, object?[] arguments)
    {
        object?[] given = method.Name == nameof(FetchFailures.Shrunk) ? [Address, IpRangesDiff.Between(New, Old)] : arguments;
        IsFailure((IpRangesClientException)method.Invoke(new FetchFailures(Site.Us1, null), given)!);
    }

    private static void IsFailure(IpRangesClientException failure)
    {
        var shown = FirewallRules.Cli.Output.ClientErrorText.Describe(failure);
        foreach (var text in new[] { failure.Message, failure.Reason, failure.LoggedReason, failure.Advice, shown })
        {
            IsWorded(text);
            Assert.That(text, Does.EndWith(".").And.Not.EndWith("..").And.Not.Contain("s3cret"));
        }
    }

    [TestCase("[]")]
    [TestCase("<html>")]
    [TestCase("""{"logs": {"prefixes_ipv4": ["10.0.0.0/8"]}}""")]
    public void A_document_that_is_none_is_two_sentences(string text)
    {
        var inner = Assert.Throws<IpRangesFormatException>(() => IpRangesDocument.Parse(text));

        IsFailure(new FetchFailures(Site.Us1, null).Format(Address, Encoding.UTF8.GetBytes(text), inner!));
    }

    [Test]
    public void The_host_and_the_tool_give_the_same_reason([Values] IpRangesClientError error)
    {
        var failure = new IpRangesClientException(error, Site.Us1, null, Address, "this went wrong.", "Do that.");

        Assert.That(FirewallRules.Cli.Output.ClientErrorText.Describe(failure), Does.Contain(": this went wrong. "));
        Assert.That(failure.Message, Does.Contain(": this went wrong. "));
    }

    [Test]
    public void Options_out_of_range_name_readable_durations()
    {
        var options = new IpRangesClientOptions { Resilience = { TotalTimeout = TimeSpan.Zero, RetryDelay = TimeSpan.FromDays(1) } };
        using var http = new HttpClient();

        var failure = Assert.Throws<OptionsValidationException>(() => new IpRangesClient(http, options));
        var interval = Assert.Throws<ArgumentOutOfRangeException>(() => new IpRangesClient(http).WatchAsync(TimeSpan.FromSeconds(10)));

        Assert.That(RawTime().IsMatch(failure!.Message), Is.False);
        Assert.That(failure.Message, Does.Contain("TotalTimeout must be from 1 s to 1 h.").And.Contain("RetryDelay must be from 10 ms to 1 min."));
        IsWorded(interval!.Message);
        Assert.That(interval.Message, Does.Contain("The interval is 10 s; it must be from 1 min to 7 days."));
    }

    [TestCase(0, ExpectedResult = "0 s")]
    [TestCase(-5, ExpectedResult = "0 s")]
    [TestCase(0.0001, ExpectedResult = "less than 1 ms")]
    [TestCase(0.25, ExpectedResult = "250 ms")]
    [TestCase(1, ExpectedResult = "1 s")]
    [TestCase(1.58, ExpectedResult = "1.5 s")]
    [TestCase(59.99, ExpectedResult = "59.9 s")]
    [TestCase(60, ExpectedResult = "1 min")]
    [TestCase(90, ExpectedResult = "1 min 30 s")]
    [TestCase(300, ExpectedResult = "5 min")]
    [TestCase(3599, ExpectedResult = "59 min")]
    [TestCase(3600, ExpectedResult = "1 h")]
    [TestCase(86_399, ExpectedResult = "23 h")]
    [TestCase(86_400, ExpectedResult = "1 day")]
    [TestCase(129_600, ExpectedResult = "1 day 12 h")]
    [TestCase(172_799, ExpectedResult = "1 day 23 h")]
    [TestCase(604_800, ExpectedResult = "7 days")]
    [TestCase(86_400 * 3_649.0, ExpectedResult = "3649 days")]
    [TestCase(86_400 * 3_650.0, ExpectedResult = "10 years")]
    [TestCase(int.MaxValue, ExpectedResult = "68 years")]
    public string A_duration_is_readable(double seconds) => FirewallRules.Cli.Output.DurationText.Describe(TimeSpan.FromSeconds(seconds));

    private static void IsWorded(string text)
    {
        Assert.That(text, Does.Not.Contain("(null)").And.Not.Contain("System.").And.Not.Contain("FirewallRules."));
        Assert.That(RawTime().IsMatch(text), Is.False, text);
        Assert.That(text, Does.Not.Contain("  ").And.Not.Contain(".;").And.Not.Contain(".:").And.Not.Contain("''"));
    }

    private static IEnumerable<object?[]> Variants(MethodInfo method)
    {
        var parameters = method.GetParameters();
        object?[] Arguments(Func<ParameterInfo, object?> sample) => [.. parameters.Select(sample)];
        yield return Arguments(parameter => Sample(parameter.ParameterType, parameter.Name!));
        if (parameters.Any(parameter => IsOptional(parameter.ParameterType)))
        {
            yield return Arguments(parameter => IsOptional(parameter.ParameterType) ? null : Sample(parameter.ParameterType, parameter.Name!));
        }
    }

    private static bool IsOptional(Type type) => Nullable.GetUnderlyingType(type) is not null || type == typeof(IpRangesClientException);

    private static object? Sample(Type type, string name, bool ofLog = false) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => name != "reason" ? "some text" : $"the server answered with status 503{(ofLog ? "." : "")}",
        var t when t == typeof(int) => 3,
        var t when t == typeof(bool) => true,
        var t when t == typeof(TimeSpan) => TimeSpan.FromSeconds(5400),
        var t when t == typeof(Site) => Site.Us1,
        var t when t == typeof(Uri) => Address,
        var t when t == typeof(LogLevel) => LogLevel.Warning,
        var t when t == typeof(HttpStatusCode) => HttpStatusCode.ServiceUnavailable,
        var t when t == typeof(IpRangesFetchOutcome) => IpRangesFetchOutcome.NotModified,
        var t when t == typeof(IpRangesRedirectError) => IpRangesRedirectError.NoTarget,
        var t when t == typeof(IpRangesCacheProblem) => Cache.Problem,
        var t when t == typeof(IpRangesCacheException) => Cache,
        var t when t == typeof(IpRangesDocument) => name == "next" ? Old : New,
        var t when t == typeof(Provenance) => New.Provenance,
        var t when t == typeof(IpRangesDiff) => IpRangesDiff.Between(Old, New),
        var t when t == typeof(AuthenticationException) => new AuthenticationException("no"),
        var t when t == typeof(IpRangesClientException) => new FetchFailures(Site.Us1, null).Status(Address, HttpStatusCode.BadGateway, null, transient: true),
        var t when t == typeof(Exception) => new IOException("no"),
        _ => throw new NotSupportedException($"There is no sample of {type}."),
    };

    private static IpRangesDocument Parse(long version, string prefix)
        => IpRangesDocument.Parse(Encoding.UTF8.GetBytes(Answers.Json(version, prefix)), new IpRangesReadOptions { Site = Site.Us1 });

    [GeneratedRegex(@"\d:\d\d:\d\d", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RawTime();
}
