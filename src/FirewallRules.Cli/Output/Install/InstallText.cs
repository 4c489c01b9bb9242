using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>Instructions for installing rules so that they survive a reboot.</summary>
internal static class InstallText
{
    private const int Width = 110;
    private const string Indent = "    ";

    /// <summary>The instructions as plain text.</summary>
    public static string Of(InstallPlan plan)
    {
        var text = new StringBuilder();
        Wrap(text, "", $"Install the rules so that they survive a reboot (--format {plan.Format}). Run all commands as root.");
        var number = 1;
        foreach (var step in Steps(plan))
        {
            text.Append('\n');
            Wrap(text, number.ToString(CultureInfo.InvariantCulture) + ". ", step.Text);
            number++;
            foreach (var file in step.Files)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n   {file.Path}:\n\n");
                Block(text, file.Text.TrimEnd('\n').Split('\n'));
            }

            if (step.Commands.Count > 0)
            {
                text.Append(step.Files.Count > 0 ? "\n   Then:\n\n" : "\n");
                Block(text, step.Commands);
            }
        }

        return text.ToString();
    }

    /// <summary>The steps, in order.</summary>
    public static IEnumerable<InstallStep> Steps(InstallPlan plan, bool withRemoval = true)
    {
        var isNftables = plan.Format.StartsWith("nftables", StringComparison.Ordinal);
        var next = $"{plan.DocumentFile}.new";
        IReadOnlyList<string> apply = isNftables ? [InstallNftables.Load(plan)] : InstallIptables.Apply(plan);
        yield return new InstallStep(
            "Put fwrules where the update finds it, fetch the document, and write the rules.",
            [],
            [
                "dotnet tool install --tool-path /usr/local/bin fwrules",
                $"mkdir -p {InstallPlan.Folder}",
                plan.Command.Fetch(plan.DocumentFile),
                plan.Command.Generate(plan.DocumentFile, plan.RulesFile),
            ]);
        foreach (var step in isNftables ? [InstallNftables.Boot(plan)] : InstallIptables.Boot(plan))
        {
            yield return step;
        }

        yield return new InstallStep(
            "Update the rules every week. An update that removes many addresses is refused, and the rules stay as they are: see 'systemctl status "
                + $"{plan.UpdateUnit}.service'. Without systemd, let cron run 'sh {plan.UpdateFile}'.",
            [
                new InstallFile(plan.UpdateFile, string.Join('\n', (string[])
                    [
                        "#!/bin/sh", "set -eu", plan.Command.Fetch(next),
                        plan.Command.Update(plan.DocumentFile, next, plan.RulesFile), .. apply, $"mv {next} {plan.DocumentFile}", "",
                    ])),
                SystemdUnits.Update(plan),
                SystemdUnits.Timer(plan),
            ],
            ["systemctl daemon-reload", $"systemctl enable --now {plan.UpdateUnit}.timer"]);
        if (withRemoval)
        {
            yield return Removal(plan, isNftables);
        }
    }

    private static InstallStep Removal(InstallPlan plan, bool isNftables)
    {
        var isIncluded = plan.Format == "nftables";
        var boot = isIncluded || plan.IsPermanent ? "" : $" {plan.Unit}.service";
        IEnumerable<string> files =
        [
            plan.RulesFile, plan.DocumentFile, plan.UpdateFile, plan.RemoveFile,
            .. Steps(plan, withRemoval: false).SelectMany(step => step.Files).Select(file => file.Path).Where(IsUnit),
        ];
        return new InstallStep(
            $"To remove everything{BeforeRemoval(plan, isNftables)}:",
            [],
            [
                $"systemctl disable --now {plan.UpdateUnit}.timer{boot}",
                plan.Command.Remove(plan.RemoveFile),
                .. isNftables ? [InstallNftables.Remove(plan)] : InstallIptables.Remove(plan),
                $"rm -f {string.Join(' ', files)}",
                "systemctl daemon-reload",
            ]);

        static bool IsUnit(string path) => path.StartsWith(InstallPlan.UnitFile(""), StringComparison.Ordinal);
    }

    // What is referred to cannot be deleted.
    private static string BeforeRemoval(InstallPlan plan, bool isNftables)
    {
        var references = plan.Mode switch
        {
            NftablesMode.Sets => "the rules that refer to the sets",
            NftablesMode.Include when isNftables =>
                $"the rules that jump to {string.Join(" and ", plan.Chains.Select(chain => chain.Chain))}",
            _ => null,
        };
        return plan.Format == "nftables"
            ? $", first delete the include{(references is null ? "" : $" and {references}")} from {InstallNftables.Configuration}, and load it again"
            : references is null ? "" : $", first delete {references}";
    }

    private static void Block(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(line.Length == 0 ? "" : Indent).Append(line).Append('\n');
        }
    }

    private static void Wrap(StringBuilder text, string start, string sentence)
    {
        var column = start.Length;
        text.Append(start);
        foreach (var word in Words(sentence))
        {
            if (column > start.Length && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', start.Length);
                column = start.Length;
            }
            else if (column > start.Length)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }

    // A command in quotes stays on one line.
    private static IEnumerable<string> Words(string sentence)
    {
        var quoted = false;
        var start = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            quoted ^= sentence[i] == '\'';
            if (sentence[i] == ' ' && !quoted)
            {
                yield return sentence[start..i];
                start = i + 1;
            }
        }

        yield return sentence[start..];
    }
}
