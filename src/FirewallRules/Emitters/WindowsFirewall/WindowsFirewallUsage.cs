namespace FirewallRules.Emitters;

/// <summary>The header lines about running the output and about what remains for the user to do.</summary>
internal static class WindowsFirewallUsage
{
    public static IEnumerable<string> Lines(WindowsFirewallOptions options, RuleSet rules, bool isUpdate)
        => (options.Output == WindowsFirewallOutput.Netsh ? Netsh(options) : PowerShell(options, isUpdate))
            .Concat(options.Remove ? [] : Defaults(options, rules));

    private static IEnumerable<string> PowerShell(WindowsFirewallOptions options, bool isUpdate)
    {
        yield return options.Remove
            ? $"Remove: powershell -File FILE, as administrator; it removes the rules of the group '{options.Group}' and can be run repeatedly."
            : "Apply: powershell -File FILE, as administrator; it can be run repeatedly. -WhatIf only shows what it would do.";
        if (isUpdate)
        {
            yield return $"In the group '{options.Group}' it creates the rules that are new, then removes those that are obsolete,";
            yield return "and does not change the others, even if they were edited by hand: the complete output reports and repairs such rules.";
        }
        else if (!options.Remove)
        {
            yield return $"In the group '{options.Group}' it creates missing rules, then removes obsolete ones, and does not change the others.";
            yield return "A rule that was edited or disabled by hand is reported and kept; -Repair restores addresses, ports, protocol, direction,";
            yield return "action, profile and state. -Remove removes all rules of the group that an output like this one created.";
        }

        yield return "If the execution policy forbids scripts: powershell -ExecutionPolicy Bypass -File FILE. If a group policy sets it, sign the file.";
        yield return "For a GPO: -PolicyStore DOMAIN\\GPO; or -GpoSession with the result of Open-NetGPO, then Save-NetGPO saves everything at once.";
    }

    private static IEnumerable<string> Netsh(WindowsFirewallOptions options)
    {
        if (options.Remove)
        {
            yield return $"Remove: netsh -f FILE, as administrator; it deletes the rules named '{options.Group}' and can be run repeatedly.";
            yield break;
        }

        yield return "Apply: netsh -f FILE, as administrator; it can be run repeatedly. Ignore 'No rules match' after a delete.";
        yield return $"All rules are named '{options.Group}', so that older ones are deleted by name. While they are replaced, the same rules";
        yield return $"exist as '{NetshWriter.Temporary(options.Group)}', so that traffic is never blocked.";
        yield return "It is not atomic: netsh continues after a line that fails, so check its output. Prefer the PowerShell script, which stops";
        yield return "at an error and changes only the rules that differ.";
    }

    private static IEnumerable<string> Defaults(WindowsFirewallOptions options, RuleSet rules)
    {
        var directions = OutputHeader.Directions(rules);
        if (directions.Contains(Direction.Egress))
        {
            yield return "Windows allows outgoing connections by default, so these rules have no effect until you block all others, "
                + "which this output does not do:";
            yield return options.Output == WindowsFirewallOutput.Netsh
                ? "netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound"
                : "Set-NetFirewallProfile -All -DefaultOutboundAction Block";
            yield return "Before that, allow other necessary outgoing traffic: DNS, DHCP (Core Networking), NTP, Windows Update.";
        }

        if (directions.Contains(Direction.Ingress))
        {
            yield return "Windows blocks incoming connections by default, unless another rule allows them.";
        }

        yield return "Block rules override these rules.";
    }
}
