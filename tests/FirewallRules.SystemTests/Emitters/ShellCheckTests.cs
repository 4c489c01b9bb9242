namespace FirewallRules.SystemTests;

/// <summary>A linter finds nothing in the scripts.</summary>
[Tools]
public sealed class ShellCheckTests
{
    private static IEnumerable<TestCaseData> Scripts()
    {
        foreach (var form in OutputForms.Scripts.Where(form => ((ScriptForm)form).Variant == Xtables.Nft))
        {
            yield return Case($"{form}", form.Write(Samples.New, form.FullestDeny));
            yield return Case($"{form}, remove", form.Write(Samples.New, remove: true));
            yield return Case($"{form}, update", form.WriteUpdate(Samples.Unrelated, Samples.New));
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
        Shell.Run("shellcheck", ["--shell=sh", "--severity=warning", "-"], Samples.New.Emit(emitter)).MustSucceed();
        Shell.Run("shellcheck", ["--shell=sh", "--severity=warning", "-"], Samples.New.EmitUpdate(Samples.Old, emitter)).MustSucceed();
    }

    [TestCaseSource(nameof(Scripts))]
    public void It_finds_nothing(string script)
    {
        Tool.RequireCommands("shellcheck");
        Shell.Run("shellcheck", ["--shell=sh", "-"], script).MustSucceed();
    }
}
