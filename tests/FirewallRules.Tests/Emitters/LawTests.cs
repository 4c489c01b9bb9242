using System.Globalization;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters;

/// <summary>Laws that hold for every output of every emitter.</summary>
[TestFixtureSource(typeof(EmitterCases), nameof(EmitterCases.All))]
public sealed class LawTests(EmitterCase one)
{
    // A letter before the bracket makes it a type of PowerShell: [string[]].
    private static readonly Regex EmptySet = new("\\{\\s*\\}|(?:^|[^A-Za-z])\\[\\s*\\]", RegexOptions.NonBacktracking);

    // A list of lines cannot express any address, which is refused.
    private IEnumerable<(string Name, RuleSet Rules)> Samples => one.Emitter.Name == "lines" ? WithoutAny : AllSamples;

    private static IEnumerable<(string Name, RuleSet Rules)> AllSamples => SampleRules.All.Append((Name: "with-empty", Rules: SampleRules.WithEmptySection));

    private static IEnumerable<(string Name, RuleSet Rules)> WithoutAny => AllSamples.Where(sample => !SampleRules.Mix.Equals(sample.Rules));

    [Test]
    public void Is_the_same_every_time_and_everywhere()
        => Each.Of(Samples, sample => sample.Name, sample => Is_the_same_every_time_and_everywhere(sample.Rules));

    private void Is_the_same_every_time_and_everywhere(RuleSet rules)
    {
        var expected = rules.Emit(one.Emitter);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Cultures.Strange;
            using var writer = new StringWriter(Cultures.Strange) { NewLine = "\r\n" };
            rules.Emit(one.Emitter, writer);
            Assert.That(writer.ToString(), Is.EqualTo(expected));
            Assert.That(RuleSet.Of([.. rules.ByLabels.Reverse()]).Emit(one.Emitter), Is.EqualTo(expected), "the order of rules does not matter");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Test]
    public void Is_ASCII_in_lines_that_end_with_LF()
        => Each.Of(Samples, sample => sample.Name, sample => Is_ASCII_in_lines_that_end_with_LF(sample.Rules));

    private void Is_ASCII_in_lines_that_end_with_LF(RuleSet rules)
    {
        var output = rules.Emit(one.Emitter);

        Assert.That(output, Does.Match("\\A[\\n\\t\\x20-\\x7e]*\\n\\z"));
        Assert.That(output.Split('\n').Where(line => line.EndsWith(' ')), Is.Empty, "no line ends with a blank");
    }

    [Test]
    public void Contains_no_empty_set() => Each.Of(Samples, sample => sample.Name, sample => Contains_no_empty_set(sample.Rules));

    private void Contains_no_empty_set(RuleSet rules)
        => Assert.That(EmptySet.Matches(rules.Emit(one.Emitter)).Select(match => match.Value), Is.Empty);

    [Test]
    public void Means_any_only_where_it_was_requested()
        => Each.Of(WithoutAny, sample => sample.Name, sample => Means_any_only_where_it_was_requested(sample.Rules));

    private void Means_any_only_where_it_was_requested(RuleSet rules)
    {
        var lines = rules.Emit(one.Emitter).Split('\n');
        var accepting = lines.Where(line => line.Contains("accept", StringComparison.Ordinal) || line.EndsWith("-j ACCEPT", StringComparison.Ordinal));
        var ours = accepting.Where(line => line.Contains("us1 v59", StringComparison.Ordinal) || line.Contains("unknown site v1", StringComparison.Ordinal));

        Assert.That(ours, Is.All.Matches("daddr|saddr| -d | -s |--match-set"));
        Assert.That(
            lines.Where(line => !line.Contains("default_egress", StringComparison.Ordinal)),
            Has.None.Matches("(0\\.0\\.0\\.0|[^0-9a-f]::)/0|\"len\":0|0\\.0\\.0\\.0|anywhere"));
    }

    [Test]
    public void Reports_empty_rules_and_does_not_render_them()
    {
        var output = SampleRules.WithEmptySection.Emit(one.Emitter);

        if (one.Emitter is not PlainListEmitter)
        {
            Assert.That(
                output,
                Does.Contain(one.Name.Contains("remove", StringComparison.Ordinal) ? "Has no addresses: apm" : "Skipped, because it has no addresses: apm"));
        }

        Assert.That(output, Does.Not.Contain("8126"), "its port stands nowhere");
    }

    [Test]
    public void Is_not_wider_when_all_is_empty()
    {
        var nothing = RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 8126, "nobody"), Rule.Ingress(AddressSet.Empty, Protocol.Udp, 8127, "no one"));
        var closes = one.Name.Contains("deny", StringComparison.Ordinal) || one.Name is "iptables-never-sets" or "nftables-table-drop";
        if (closes)
        {
            Assert.That(
                () => nothing.Emit(one.Emitter),
                Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.NothingAllowed));
            return;
        }

        if (one.Emitter.Name is "aws-json" or "aws-tfvars" or "aws-cloudformation" || one.Emitter is PlainListEmitter)
        {
            Assert.That(
                () => nothing.Emit(one.Emitter),
                Throws.TypeOf<RuleNotSupportedException>().With.Property("Reason").EqualTo(RuleNotSupportedReason.NoRules));
            return;
        }

        var output = nothing.Emit(one.Emitter);
        var commands = output.Split('\n').Where(line => !line.StartsWith('#') && !line.Contains("metainfo", StringComparison.Ordinal));
        Assert.That(commands, Has.None.Matches("812[67]|^-A |^add rule |\"rule\""));
        Assert.That(output, Does.Contain("no addresses: nobody").And.Contain("no addresses: no one"));
    }

    [Test]
    public void Names_tool_and_documents() => Each.Of(Samples, sample => sample.Name, sample => Names_tool_and_documents(sample.Rules));

    private void Names_tool_and_documents(RuleSet rules)
    {
        if (one.Emitter.Name == "lines")
        {
            // Many programs that read such lists do not accept comments.
            return;
        }

        var output = rules.Emit(one.Emitter);
        if (one.Emitter is PlainListEmitter)
        {
            Assert.That(rules.Sources, Is.All.Matches<Provenance>(source => output.Contains(source!.ToShortString(), StringComparison.Ordinal)));
            return;
        }

        Assert.That(output, Does.Match("Written by FirewallRules [0-9]+\\.[0-9]+\\.[0-9]+"));
        foreach (var source in rules.Sources)
        {
            Assert.That(output, Does.Contain($"Datadog IP ranges: {source}"));
        }
    }

    [Test]
    public void Is_refused_without_rules_or_writer()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => one.Emitter.Emit(null!, TextWriter.Null), Throws.ArgumentNullException);
            Assert.That(() => one.Emitter.Emit(SampleRules.Logs, null!), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void Has_a_name_for_the_command_line() => Assert.That(one.Emitter.Name, Does.Match("^[a-z0-9-]+$"));
}
