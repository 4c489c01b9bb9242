namespace FirewallRules.SystemTests;

/// <summary>Tests that run other programs: shells, cloud tools, servers that stand in for a cloud.</summary>
internal sealed class ToolsAttribute() : FullRunOnlyAttribute("Tools", "needs other programs");
