namespace FirewallRules.SystemTests;

/// <summary>A linter finds nothing in the scripts.</summary>
[Tools]
public sealed class ShellCheckTests
{
    private static IEnumerable<TestCaseData> Scripts()
    {
        foreach (var form in OutputForms.ScriptsOnce)
        {
            yield return Case($"{form}", form.Write(Samples.New, form.FullestDeny));
            yield return Case($"{form}, remove", form.Write(Samples.New, remove: true));
            yield return Case($"{form}, update", form.WriteUpdate(Samples.Unrelated, Samples.New));
        }

        foreach (var scope in Enum.GetValues<AwsWafScope>())
        {
            yield return Case($"IP sets, {scope}", RuleSet.For(Section.Webhooks).ToAwsWaf(new AwsWafOptions { Scope = scope }));
        }

        yield return Case("jump position", Samples.New.ToIptables(new IptablesOptions { JumpPosition = 2 }));

        static TestCaseData Case(string name, string script) => new TestCaseData(script).SetArgDisplayNames(name);
    }

    // These split lists of words on purpose, which the linter mentions.
    [TestCase("aws-cli")]
    [TestCase("azure-cli")]
    public void It_warns_of_nothing_in_the_scripts_for_clouds(string format)
    {
        Tool.RequireCommands("shellcheck");
        var emitter = BuiltInEmitters.All.Single(emitter => emitter.Name == format);
        var (old, updated) = (Of("192.0.2.0/25 2001:db8::/32"), Of("192.0.2.128/25 2001:db8::/33"));
        foreach (var script in new[] { updated.Emit(emitter), updated.EmitUpdate(old, emitter) })
        {
            Shell.Run("shellcheck", ["--shell=sh", "--severity=warning", "-"], script).MustSucceed();
        }

        static RuleSet Of(string prefixes) => RuleSet.Of(Rule.Egress(Samples.Set(prefixes), Protocol.Tcp, 443, Samples.Label));
    }

    [TestCaseSource(nameof(Scripts))]
    public void It_finds_nothing(string script)
    {
        Tool.RequireCommands("shellcheck");
        Shell.Run("shellcheck", ["--shell=sh", "-"], script).MustSucceed();
    }
}
