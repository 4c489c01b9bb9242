using System.Net;
using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli.Output;

/// <summary>The command line has its own message for every typed error of the library, in terms of its own options.</summary>
public class ErrorTextTests
{
    private static readonly string[] NamesInCode =
        ["OnOverflow.", "MaxRules", "VpcPrefixes", "AddressesPerRule", "FullNsg", "BaseAddress", "AllowOlder", "Timeout.", "IpRanges", "System."];

    [Test]
    public void Every_reason_for_a_refused_rule_has_a_message([Values] RuleNotSupportedReason reason)
    {
        var exception = new RuleNotSupportedException(reason, "library") { Rule = RuleSet.For(Section.Logs).Rules[0], Names = ["a", "b"] };

        AssertWorded(RuleErrorText.Describe(exception));
    }

    [Test]
    public void Every_remedy_for_a_limit_names_an_option([Values] LimitRemedyKind kind)
    {
        var text = LimitText.Describe(new LimitExceededException("rules", 60, 90, new LimitRemedy(kind, 2, 3)));

        AssertWorded(text);
        Assert.That(text, Does.Contain("Ways out: "));
    }

    [Test]
    public void Every_client_failure_has_a_message([Values] IpRangesClientError error)
    {
        // What to do about a certificate does not depend on options.
        var advice = error == IpRangesClientError.Tls ? "The advice." : "library";
        var exception = new IpRangesClientException(error, Site.Eu1, section: null, new Uri("https://mirror.example/"), "the reason.", advice)
        {
            StatusCode = HttpStatusCode.NotFound,
            Timeout = TimeSpan.FromSeconds(60),
        };

        AssertWorded(ClientErrorText.Describe(exception));
        Assert.That(ClientErrorText.Describe(exception), Does.StartWith("Cannot fetch the document of eu1 from https://mirror.example/: "));
    }

    [Test]
    public void Every_entry_error_has_a_message([Values] CidrError error)
        => Assert.That(CidrErrorText.Describe("x", error), Does.StartWith("'x' is invalid: ").And.Not.EndsWith("."));

    [TestCase(28, "no space is left on the device")]
    [TestCase(30, "the file system is read-only")]
    [TestCase(99, "the system reports error 99")]
    [Platform("Linux")]
    public void An_error_of_the_system_is_a_clause(int number, string clause)
        => Assert.That(IoErrorText.Describe(new IOException("library", number)), Is.EqualTo(clause));

    [Test]
    public void An_input_or_output_failure_is_not_an_internal_error()
        => Assert.That(Failure.Explain(new IOException("full")).ExitCode, Is.EqualTo(ExitCode.Input));

    private static void AssertWorded(string text)
    {
        Assert.That(text, Does.EndWith(".").And.Not.Contain("library"));
        Assert.That(NamesInCode.Where(name => text.Contains(name, StringComparison.Ordinal)), Is.Empty, text);
    }
}
