using System.Globalization;
using System.Text.RegularExpressions;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>iptables and ip6tables, with or without sets of ipset.</summary>
/// <param name="format">The format of the rules.</param>
/// <param name="options">How the rules are written.</param>
/// <param name="setsOnly">Whether only sets are written, to which the user's own rules refer.</param>
/// <param name="ofIpset">The options of the format for sets; <see langword="null"/> for the format for rules.</param>
internal sealed partial class IptablesFirewall(
    GenerateFormat format, IptablesOptions options, bool setsOnly = false, IpsetOptions? ofIpset = null) : HostFirewall(format)
{
    /// <summary>The firewall for rules with sets, or for sets alone.</summary>
    public static IptablesFirewall Of(GenerateFormat format, IpsetOptions options) => new(
        format,
        new IptablesOptions
        {
            NamePrefix = options.NamePrefix,
            IpsetThreshold = 0,
            JumpPosition = options.JumpPosition,
            DefaultDeny = options.DefaultDeny,
        },
        options.SetsOnly,
        options);

    public override string Name => ofIpset is null ? "iptables rules" : setsOnly ? "ipset sets" : "ipset and iptables rules";

    public override string LoadCommand => $"/bin/sh ./{ApplyFolder.Rules}";

    public override IReadOnlyList<string> Tools(RuleSet rules)
    {
        var plan = PlanOf(rules);
        var commands = setsOnly ? []
            : plan.Families.Select(IptablesPlan.Command).SelectMany(command => new[] { command, $"{command}-save", $"{command}-restore" });
        return [.. commands, .. setsOnly || plan.Sets().Any() ? ["ipset"] : Array.Empty<string>()];
    }

    public override IReadOnlyList<string> MissingJumps(HostState live, RuleSet rules)
        => setsOnly ? [] :
        [
            .. from family in PlanOf(rules).Families
               let tables = SavedTables.Read(live.Tables(family))
               from chain in PlanOf(rules).FilledChains
               let hook = HookOf(tables, chain)
               where tables.Jumps(hook, PlanOf(rules).Chain(chain)).Count == 0
               let position = hook == IptablesPlan.DockerHook ? 1 : Math.Min(options.JumpPosition, tables.RulesOf(hook).Count + 1)
               select string.Create(CultureInfo.InvariantCulture, $"{IptablesPlan.Command(family)} -I {hook} {position} -j {PlanOf(rules).Chain(chain)}"),
        ];

    public override string Write(HostState live, RuleSet rules)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        rules.Emit(ofIpset is null ? new IptablesEmitter(options) : new IpsetEmitter(ofIpset), text);
        return text.ToString();
    }

    public override void Keep(ApplyFolder stage, string path, HostState live, RuleSet rules)
    {
        var kept = KeptOf(live, rules);
        RootFolder.Create(stage.In("kept"));
        foreach (var set in kept.Sets)
        {
            stage.Write($"kept/{set}.set", Text(kept.Saved.Lines(set, set + ".new")));
        }

        foreach (var family in kept.Families)
        {
            stage.Write($"kept/{family.Command}.rules", Text(family.Rules));
            CheckRestore(stage, family.Command, family.Present, family.Rules,
                "refuses its own listing of the present rules, so they could not be brought back");
        }

        using var steps = new StringWriter(CultureInfo.InvariantCulture);
        IptablesSteps.Write(steps, path, kept);
        stage.Write(ApplyFolder.StepsScript, steps.ToString());
        CheckNew(stage, kept, PlanOf(rules));
    }

    // Rules that refer to a set that does not exist yet cannot be checked. The script creates the sets, checks all rules, and then changes the first.
    private static void CheckNew(ApplyFolder stage, IptablesKept kept, IptablesPlan plan)
    {
        foreach (var family in plan.Families.Where(_ => kept.Families.Count > 0))
        {
            var command = IptablesPlan.Command(family);
            var lines = RulesOf(plan, family).Where(line => SetNamesIn(line).All(kept.Saved.Has));
            CheckRestore(stage, command, plan.FilledChains.Select(plan.Chain), lines, "refuses the new rules");
        }
    }

    private static void CheckRestore(ApplyFolder stage, string command, IEnumerable<string> chains, IEnumerable<string> rules, string refusal)
    {
        var file = $"{command}.check";
        stage.Write(file, Text(["*filter", .. chains.Select(chain => $":{chain} - [0:0]"), .. rules, "COMMIT"]));
        LinuxHost.Check($"{command}-restore", ["-w", "5", "--noflush", "--test", stage.In(file)], $"{command} {refusal}");
        File.Delete(stage.In(file));
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static IEnumerable<string> RulesOf(IptablesPlan plan, IpFamily family)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new IptablesRestoreWriter(text, plan, family).Write();
        return text.ToString().Split('\n').Where(line => line.StartsWith("-A ", StringComparison.Ordinal));
    }

    // As the emitter decides it.
    private static string HookOf(SavedTables tables, IptablesChain chain)
        => chain == IptablesChain.Forward && tables.Jumps(IptablesPlan.Hook(chain), IptablesPlan.DockerHook).Count > 0
            ? IptablesPlan.DockerHook
            : IptablesPlan.Hook(chain);

    private static IEnumerable<string> SetNamesIn(string rule) => SetName().Matches(rule).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@" --match-set (?<name>\S+) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SetName();

    private IptablesPlan PlanOf(RuleSet rules) => new(rules, options, setsOnly);

    private IptablesKept KeptOf(HostState live, RuleSet rules)
    {
        var (plan, saved) = (PlanOf(rules), SavedSets.Read(live.Ipset));
        List<IptablesKeptFamily> families = setsOnly ? [] :
        [
            .. plan.Families.Select(family => new IptablesKeptFamily(
                IptablesPlan.Command(family),
                SavedTables.Read(live.Tables(family)),
                [.. IptablesScriptWriter.OwnChains(plan).Select(chain => (chain.Chain, (IReadOnlyList<string>)chain.Hooks.Split(' ')))])),
        ];

        // The script destroys the sets of the former rules that the new ones do not need. Another name is not one that this project gives.
        var former = families.SelectMany(family => family.Rules).SelectMany(SetNamesIn)
            .Where(name => name.StartsWith(options.NamePrefix + "-", StringComparison.Ordinal)
                && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
        var names = plan.Sets().Select(set => set.Name).Concat(former).Distinct(StringComparer.Ordinal).ToLookup(saved.Has);
        return new IptablesKept(families, [.. names[true]], [.. names[false]], saved);
    }
}
