namespace FirewallRules.Emitters;

/// <summary>What the header says about running the output and about what it needs from the user.</summary>
internal static class WindowsFirewallUsage
{
    public static IEnumerable<string> Lines(WindowsFirewallOptions options, RuleSet rules, bool isUpdate)
        => (options.Output == WindowsFirewallOutput.Netsh ? Netsh(options) : PowerShell(options, isUpdate)).Concat(options.Remove ? [] : Defaults(options, rules));

    private static IEnumerable<string> PowerShell(WindowsFirewallOptions options, bool isUpdate)
    {
        yield return options.Remove
            ? $"Remove: powershell -File FILE, as administrator; it removes the rules of the group '{options.Group}' and may run twice."
            : "Apply: powershell -File FILE, as administrator and as often as you like; -WhatIf only says what it would do.";
        if (isUpdate)
        {
            yield return $"In the group '{options.Group}' it creates what only the newer rules have, then removes what only the older ones had,";
            yield return "and leaves the rest alone. Rules are told apart by name: one that was edited by hand stays as it is.";
        }
        else if (!options.Remove)
        {
            yield return $"In the group '{options.Group}' it creates what is missing, then removes what is superseded, and leaves the rest alone.";
            yield return "Rules are told apart by name: one that was edited by hand is not written again. -Remove removes the group.";
        }

        yield return "In a GPO: -PolicyStore DOMAIN\\GPO; or -GpoSession with what Open-NetGPO gives, and Save-NetGPO then saves all in one step.";
    }

    private static IEnumerable<string> Netsh(WindowsFirewallOptions options)
    {
        if (options.Remove)
        {
            yield return $"Remove: netsh -f FILE, as administrator; it deletes the rules named '{options.Group}' and may run twice.";
            yield break;
        }

        yield return "Apply: netsh -f FILE, as administrator and as often as you like. That no rule matches a delete is no fault.";
        yield return $"Every rule has the name '{options.Group}', by which older ones are deleted. Each stands twice: what is added as";
        yield return $"'{NetshWriter.Temporary(options.Group)}' stands while the others are replaced, so that there is no moment without rules.";
        yield return "It is not atomic: netsh goes on after a line that fails, so read what it prints. The PowerShell script stops there,";
        yield return "and changes only what differs: prefer it.";
    }

    private static IEnumerable<string> Defaults(WindowsFirewallOptions options, RuleSet rules)
    {
        var directions = OutputHeader.Directions(rules);
        if (directions.Contains(Direction.Egress))
        {
            yield return "Windows allows outgoing connections by default: these rules restrict none until you close that, which this output does not do:";
            yield return options.Output == WindowsFirewallOutput.Netsh
                ? "netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound"
                : "Set-NetFirewallProfile -All -DefaultOutboundAction Block";
            yield return "Before that, see that what else has to go out is allowed: names, addresses (Core Networking), time, updates.";
        }

        if (directions.Contains(Direction.Ingress))
        {
            yield return "Windows refuses incoming connections by default, unless another rule allows them.";
        }

        yield return "A rule that blocks overrides these.";
    }
}
