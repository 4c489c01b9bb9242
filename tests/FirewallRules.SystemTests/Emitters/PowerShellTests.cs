namespace FirewallRules.SystemTests;

/// <summary>The scripts for the Windows Firewall are PowerShell.</summary>
[TestFixture]
public sealed class PowerShellTests
{
    private static readonly string s_good = Samples.Old.ToWindowsFirewall();

    private static IEnumerable<TestCaseData> Scripts()
    {
        yield return Named("sections", RuleSet.For(Section.Logs, Section.Agents, Section.Webhooks).ToWindowsFirewall());
        yield return Named("old", s_good);
        yield return Named("new", Samples.New.ToWindowsFirewall(new() { AddressesPerRule = 1 }));
        yield return Named("unrelated", Samples.Unrelated.ToWindowsFirewall());
        yield return Named("any", RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Tcp, 443)).ToWindowsFirewall());
        yield return Named("nothing", RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 443)).ToWindowsFirewall());
        yield return Named("remove", Samples.Old.ToWindowsFirewall(new() { Remove = true }));
        var updating = new WindowsFirewallEmitter();
        yield return Named("update", Samples.New.EmitUpdate(Samples.Old, updating));
        yield return Named("update that only removes", RuleSet.Of([.. Samples.Old.Rules.Take(1)]).EmitUpdate(Samples.Old, updating));
        yield return Named("update that only adds", Samples.Old.EmitUpdate(RuleSet.Of([.. Samples.Old.Rules.Take(1)]), updating));
        yield return Named(
            "hostile update",
            RuleSet.Of(Rule.Egress(Samples.Set("192.0.2.0/24"), Protocol.Tcp, 443, "\u2019'\"`$(x)\n@'\n#>"))
                .EmitUpdate(Samples.Old, updating));
        yield return Named("hostile", RuleSet.Of(Rule.Egress(Samples.Set("192.0.2.0/24"), Protocol.Tcp, 443, "\u2019'\"`$(x)\n@'\n#>")).ToWindowsFirewall());
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Named("a bracket is missing", s_good.Replace("\n)\n", "\n", StringComparison.Ordinal));
        yield return Named("a brace is missing", s_good.Replace("} catch {", "catch {", StringComparison.Ordinal));
        yield return Named("a quote is missing", s_good.Replace("'1.0.0.0/24'", "'1.0.0.0/24", StringComparison.Ordinal));
        yield return Named("a comma too many", s_good.Replace("'10516')", "'10516',)", StringComparison.Ordinal));
        yield return Named("a quote that is not doubled", s_good.Replace("DisplayName = '", "DisplayName = 'it's ", StringComparison.Ordinal));
        yield return Named("cut off", s_good[..(s_good.Length / 2)]);
    }

    [TestCaseSource(nameof(Scripts))]
    public void Have_no_errors(string script) => Assert.That(PowerShellParser.FaultsOf(script), Is.Empty, script);

    [TestCaseSource(nameof(Broken))]
    public void The_parser_sees_what_is_broken(string script)
    {
        Assert.That(script, Is.Not.EqualTo(s_good));
        Assert.That(PowerShellParser.FaultsOf(script), Is.Not.Empty, script);
    }

    private static TestCaseData Named(string name, string script) => new TestCaseData(script).SetArgDisplayNames(name);
}
