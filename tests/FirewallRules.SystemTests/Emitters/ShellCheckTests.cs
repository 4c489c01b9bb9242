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

    [TestCaseSource(nameof(Scripts))]
    public void It_finds_nothing(string script)
    {
        Tool.RequireCommands("shellcheck");
        Shell.Run("shellcheck", ["--shell=sh", "-"], script).MustSucceed();
    }
}
