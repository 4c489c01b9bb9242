using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>Quoted text stays quoted.</summary>
public sealed class QuotingTests
{
    private static readonly string[] Texts =
    [
        "", "plain", "it's", "''", "'", "\u2018a\u2019", "\u201Aa\u201B", "\u201Ca\u201D", "$(Remove-Item C:)", "${env:Path}", "`n", "a\nb", "a\r\nb",
        "a\0b", "\"", "\\", "\u2028", "\uD800", "'; Remove-Item C: #", "\" dir=in remoteip=any name=\"x", new string('\'', 300), new string('x', 300),
    ];

    [TestCaseSource(nameof(Texts))]
    public void In_PowerShell_quotes_are_doubled_and_all_is_ASCII(string text)
    {
        var literal = PowerShellText.Quoted(text);

        Assert.That(literal, Does.Match("\\A'([\\x20-\\x26\\x28-\\x7e]|'')*'\\z"));
        Assert.That(literal[1..^1].Replace("''", "'", StringComparison.Ordinal), Has.Length.EqualTo(text.Length));
    }

    [TestCaseSource(nameof(Texts))]
    public void In_netsh_no_quote_is_inside(string text) => Assert.That(NetshText.Quoted(text), Does.Match("\\A\"[\\x20\\x21\\x23-\\x7e]*\"\\z"));

    [TestCaseSource(nameof(Texts))]
    public void A_label_changes_only_the_data_of_a_script(string text)
    {
        var hostile = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, text)).ToWindowsFirewall();
        var plan = PowerShellReader.Plan(hostile, out _, out var code);
        PowerShellReader.Plan(SampleRules.Mix.ToWindowsFirewall(), out _, out var usual);

        Assert.That(code, Is.EqualTo(usual));
        Assert.That(plan.Single().Description, Does.Match("^[ a-zA-Z0-9._:/,@=+()?-]{1,255}$"));
    }
}
