namespace FirewallRules.Emitters;

/// <summary>Writes the script: the rules as data, followed by code that is the same in every script.</summary>
internal static class PowerShellWriter
{
    /// <summary>Writes the script that creates and removes rules of the group until it has exactly these.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        writer.Write(PowerShellCode.Start + PowerShellCode.RemoveAndRepairParameters + PowerShellCode.Parameters);
        WritePlan(writer, rules, group);
        writer.Write(
            PowerShellCode.Preparation + PowerShellCode.RemoveLogic + PowerShellCode.Comparison + PowerShellCode.AllOthers + PowerShellCode.Edited
                + PowerShellCode.Create + PowerShellCode.Repair + PowerShellCode.Remove + PowerShellCode.Summary);
    }

    /// <summary>Writes the script that creates and removes only the rules that differ.</summary>
    public static void WriteUpdate(TextWriter writer, IReadOnlyList<WindowsFirewallRule> previous, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        var (previousNames, names) = (previous.Select(rule => rule.NameIn(group)).ToList(), rules.Select(rule => rule.NameIn(group)).ToList());
        writer.Write(PowerShellCode.Start + PowerShellCode.Parameters);
        WritePlan(writer, [.. rules.Where((_, i) => !previousNames.Contains(names[i], StringComparer.Ordinal))], group);
        writer.Line("# Rules that only the old rule set had.");
        writer.Line("$former = @(");
        foreach (var name in previousNames.Except(names, StringComparer.Ordinal))
        {
            writer.Line($"    {PowerShellText.Quoted(name)}");
        }

        writer.Line(")");
        writer.Write(
            PowerShellCode.Preparation + PowerShellCode.Comparison + PowerShellCode.SupersededOld + PowerShellCode.Create + PowerShellCode.Remove
                + PowerShellCode.SummaryOfUpdate);
    }

    private static void WritePlan(TextWriter writer, IReadOnlyList<WindowsFirewallRule> rules, string group)
    {
        writer.Line($"$group = {PowerShellText.Quoted(group)}");
        writer.Line(rules.Count == 0 ? "$plan = @()" : "$plan = @(");
        foreach (var rule in rules)
        {
            Write(writer, rule, group);
        }

        if (rules.Count > 0)
        {
            writer.Line(")");
        }
    }

    private static void Write(TextWriter writer, WindowsFirewallRule rule, string group)
    {
        var egress = rule.Direction == Direction.Egress;
        writer.Line("    @{");
        writer.Line($"        Name = {PowerShellText.Quoted(rule.NameIn(group))}");
        writer.Line($"        DisplayName = {PowerShellText.Quoted(rule.Title)}");
        writer.Line($"        Description = {PowerShellText.Quoted(rule.Description)}");
        writer.Line($"        Direction = {PowerShellText.Quoted(egress ? "Outbound" : "Inbound")}");
        writer.Line($"        Protocol = {PowerShellText.Quoted(rule.Protocol == Protocol.Tcp ? "TCP" : "UDP")}");
        writer.Line($"        {(egress ? "RemotePort" : "LocalPort")} = {PowerShellText.Array(rule.Ports)}");
        writer.Line("        RemoteAddress = @(");
        foreach (var address in rule.Addresses)
        {
            writer.Line($"            {PowerShellText.Quoted(address)}");
        }

        writer.Line("        )");
        writer.Line("    }");
    }
}
