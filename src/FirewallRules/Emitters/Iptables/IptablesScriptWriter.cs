using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that applies a plan, and removes what older rules with the same name prefix had.</summary>
/// <remarks>
/// Names in commands consist of letters, digits and hyphens. Sets are filled first, and both families are checked; then all sets and rules
/// are replaced in turn. What fails until then is undone; what is old is removed last, so that traffic that both allow is allowed throughout.
/// </remarks>
internal sealed class IptablesScriptWriter(ShellWriter shell, IptablesPlan plan, IptablesPlan? previous = null)
{
    /// <summary>The built-in chain of forwarded traffic.</summary>
    public const string ForwardHook = "FORWARD";

    // In the data, ends the quotes around the expansion of a variable.
    private const string AdoptUntil = "'\"$adopt_until\"'";

    private readonly List<(string Name, IpFamily Family, AddressSet Addresses)> _sets = [.. plan.Sets()];

    public void Write(bool setsOnly)
    {
        WriteFunctions(setsOnly);
        var rules = setsOnly ? [] : plan.Families.Select(family => (Family: family, Text: RestoreText(family))).ToList();
        WriteData(rules);
        shell.Code(HostScript.Leftovers);
        shell.Line();
        shell.Code(HostScript.Trap);
        if (!setsOnly)
        {
            WriteFormer(shell, plan);
            if (_sets.Count == 0)
            {
                WriteNeedForIpset(shell);
            }
        }

        shell.Line();
        IpsetScript.WriteFill(shell, _sets);
        if (!setsOnly)
        {
            shell.Comment("Both families are checked before either is changed.");
            foreach (var family in plan.Families)
            {
                shell.Line($"echo \"${Variable(family)}_rules\" | {IptablesPlan.Command(family)}-restore -w 5 --noflush --test");
            }

            shell.Line();
        }

        shell.Comment("From here on, signals do not stop the script halfway.");
        shell.Line("trap '' INT TERM HUP");
        if (_sets.Count > 0)
        {
            shell.Line("swap_sets");
        }

        if (!setsOnly)
        {
            WriteReplacement(rules);
        }

        WriteCleaning(setsOnly);
    }

    /// <summary>Writes the check of the tools, of the user and of the lock.</summary>
    public static void WriteStart(ShellWriter shell, IEnumerable<string> tools)
    {
        shell.Code(HostScript.Start);
        shell.Line($"for tool in {string.Join(' ', tools.Prepend("flock"))}; do");
        shell.Line("    command -v \"$tool\" >/dev/null || fail \"$tool is not installed; nothing was changed\"");
        shell.Line("done");
        shell.Code(HostScript.Lock);
    }

    /// <summary>Writes the variables with the chains as they are, and with the sets that only these refer to.</summary>
    public static void WriteFormer(ShellWriter shell, IptablesPlan plan)
    {
        foreach (var family in plan.Families)
        {
            shell.Line($"{Variable(family)}_former=$(current {IptablesPlan.Command(family)})");
        }

        var former = string.Join("", plan.Families.Select(family => $"${Variable(family)}_former"));
        var names = $@"s/.* --match-set \({plan.NamePrefix}-[a-z0-9-]*-v[46]\) .*/\1/p";
        shell.Line($"former_sets=$(echo \"{former}\" | sed -n '{names}' | sort -u)");
        shell.Line("echo \"$former_sets\" >>\"$lock\"");
    }

    /// <summary>Writes the check that ipset is there if the former rules use sets.</summary>
    public static void WriteNeedForIpset(ShellWriter shell)
        => shell.Line("[ -z \"$former_sets\" ] || command -v ipset >/dev/null || fail \"the existing rules use sets, but ipset is not installed\"");

    /// <summary>Every chain that rules with the prefix can have, with the chains that may jump to it.</summary>
    public static IEnumerable<(string Chain, string Hooks)> OwnChains(IptablesPlan plan)
    {
        yield return (plan.Chain(IptablesChain.Egress), IptablesPlan.Hook(IptablesChain.Egress));
        yield return (plan.Chain(IptablesChain.Ingress), IptablesPlan.Hook(IptablesChain.Ingress));
        yield return (plan.Chain(IptablesChain.Forward), $"{ForwardHook} {IptablesPlan.DockerHook}");
    }

    private void WriteFunctions(bool setsOnly)
    {
        var tools = setsOnly ? [] : plan.Families.SelectMany(family => new[] { IptablesPlan.Command(family), IptablesPlan.Command(family) + "-restore" });
        WriteStart(shell, tools.Concat(setsOnly || _sets.Count > 0 ? ["ipset"] : []));
        shell.Code(HostScript.Sets);
        if (_sets.Count > 0)
        {
            shell.Code(setsOnly ? HostScript.NameForUser : HostScript.Name);
            shell.Code(HostScript.Filling);
        }

        if (!setsOnly)
        {
            shell.Code(HostScript.Chains);
            shell.Code(HostScript.Replacing);
            shell.Code(plan.JumpPosition == 1 ? HostScript.Jump : HostScript.JumpAtPosition);
        }

        if (!setsOnly && plan.Chains().Any(chain => chain.Hook == ForwardHook))
        {
            shell.Code(HostScript.Forwarding);
        }

        shell.Code(HostScript.UndoStart);
        shell.Code(setsOnly ? "" : HostScript.UndoChains);
        shell.Code(_sets.Count == 0 ? "" : HostScript.UndoSets);
        shell.Code(HostScript.UndoEnd);
        shell.Line();
    }

    private void WriteData(List<(IpFamily Family, string Text)> rules)
    {
        if (plan.DefaultDeny is not null && rules.Any(family => family.Text.Contains(AdoptUntil, StringComparison.Ordinal)))
        {
            shell.Code(HostScript.AdoptUntil);
        }

        foreach (var (family, text) in rules)
        {
            shell.Data($"{Variable(family)}_rules=", writer => writer.Write(text));
            shell.Line();
        }

        if (rules.Count > 0)
        {
            shell.Line($"chains='{string.Join(' ', OwnChains(plan).Select(chain => chain.Chain))}'");
            shell.Line("ipv4_former='' ipv6_former='' replaced='' inserted=''");
            if (plan.JumpPosition > 1)
            {
                shell.Line(string.Create(CultureInfo.InvariantCulture, $"position={plan.JumpPosition}"));
            }
        }

        shell.Line(_sets.Count > 0 ? "made='' wanted='' filled='' swapped='' left=0" : "left=0");
    }

    private void WriteReplacement(List<(IpFamily Family, string Text)> rules)
    {
        foreach (var (family, _) in rules)
        {
            shell.Line($"replace {IptablesPlan.Command(family)} \"${Variable(family)}_rules\"");
        }

        foreach (var (command, chain, _) in plan.Chains())
        {
            var text = rules.Single(family => IptablesPlan.Command(family.Family) == command).Text;
            shell.Line(string.Create(CultureInfo.InvariantCulture, $"check {command} {chain} {CountRules(text, chain)}"));
        }

        foreach (var (command, chain, hook) in plan.Chains())
        {
            shell.Line(hook == ForwardHook ? $"jump_from_forward {command} {chain}" : $"jump {command} {chain} {hook}");
        }

        shell.Line();
    }

    // Last, so that addresses which both rule sets allow are allowed throughout.
    private void WriteCleaning(bool setsOnly)
    {
        shell.Comment("The new rules are in force. What older rules had, and these do not, is removed.");
        shell.Line("trap '[ $? -eq 0 ] || say \"the new rules are in force, but the older ones are not removed\"' EXIT");
        if (!setsOnly)
        {
            WriteChainCleaning();
        }

        IpsetScript.WriteDestroyOld(shell, _sets.Count > 0, former: !setsOnly);
        if (setsOnly && previous is not null)
        {
            var names = previous.Sets().Select(set => set.Name).Except(_sets.Select(set => set.Name), StringComparer.Ordinal).ToList();
            IpsetScript.WriteFlush(shell, names);
        }

        shell.Line(": >\"$lock\"");
        shell.Line("trap - EXIT");
        if (!setsOnly && plan is { DefaultDeny: not null, Families: [var family] })
        {
            shell.Line($"say \"only {family} is restricted; {(family == IpFamily.IPv4 ? IpFamily.IPv6 : IpFamily.IPv4)} was not touched\"");
        }
    }

    private void WriteChainCleaning()
    {
        var wanted = plan.Chains().ToHashSet();
        foreach (var family in plan.Families)
        {
            var command = IptablesPlan.Command(family);
            foreach (var (chain, hooks) in OwnChains(plan))
            {
                if (!wanted.Any(other => other.Command == command && other.Chain == chain))
                {
                    shell.Line($"remove_chain {command} {chain} {hooks}");
                }
                else if (wanted.Contains((command, chain, ForwardHook)))
                {
                    shell.Line($"leave_forward {command} {chain}");
                }
            }
        }
    }

    private string RestoreText(IpFamily family)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new IptablesRestoreWriter(text, plan, family, plan.DefaultDeny is null ? null : AdoptUntil).Write();
        return string.Join(AdoptUntil, text.ToString().Split(AdoptUntil).Select(ShellWriter.Inside));
    }

    private static int CountRules(string text, string chain)
        => text.Split('\n').Count(line => line.StartsWith($"-A {chain} ", StringComparison.Ordinal));

    private static string Variable(IpFamily family) => family == IpFamily.IPv4 ? "ipv4" : "ipv6";
}
