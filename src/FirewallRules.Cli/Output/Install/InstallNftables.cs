namespace FirewallRules.Cli.Output;

/// <summary>The steps for the nftables formats.</summary>
internal static class InstallNftables
{
    /// <summary>The file that nftables.service loads.</summary>
    public const string Configuration = "/etc/nftables.conf";

    public static string Load(InstallPlan plan) => $"nft {(plan.Format == "nftables-json" ? "-j " : "")}-f {plan.RulesFile}";

    public static string Remove(InstallPlan plan) => $"nft {(plan.Format == "nftables-json" ? "-j " : "")}-f {plan.RemoveFile}";

    public static InstallStep Boot(InstallPlan plan) => plan.Format == "nftables-json" ? Unit(plan) : Include(plan);

    private static InstallStep Include(InstallPlan plan)
    {
        var where = plan.Mode switch
        {
            NftablesMode.Include => "The include comes after your table, which it adds to, and the jump comes last: it is inserted as the first "
                + "rule of the chain, before any that rejects.",
            NftablesMode.Sets => "The include comes before your rules that refer to its sets.",
            _ => "The include comes after your own tables; its table is independent of them.",
        };
        return new InstallStep(
            $"Include the rules in {Configuration} (on Red Hat systems /etc/sysconfig/nftables.conf), which nftables.service loads at every boot "
                + $"before the network is up. {where} 'flush ruleset', with which the file begins, also removes the rules of other programs, such as "
                + "Docker: restart these after a reload.",
            [new InstallFile(Configuration, Text(plan))],
            [$"nft -c -f {Configuration}", "systemctl enable nftables.service", "systemctl reload-or-restart nftables.service"]);
    }

    private static string Text(InstallPlan plan)
    {
        var include = $"include \"{plan.RulesFile}\"\n";
        var hooks = plan.Chains.Select(chain => chain.Hook);
        var table = plan.Mode == NftablesMode.Table
            ? "# Your own tables.\n"
            : $"# Your own table.\ntable {plan.Table.Family} {plan.Table.Name} {{\n"
                + string.Concat(hooks.Select(hook => $"\tchain {hook} {{\n\t\ttype filter hook {hook} priority filter; policy accept;\n\t}}\n"))
                + "}\n";
        var jumps = plan.Mode != NftablesMode.Include ? "" : string.Concat(plan.Chains
            .Select(chain => $"insert rule {plan.Table.Family} {plan.Table.Name} {chain.Hook} jump {chain.Chain}\n"));
        return "#!/usr/sbin/nft -f\nflush ruleset\n\n" + (plan.Mode == NftablesMode.Sets ? $"{include}\n{table}" : $"{table}\n{include}{jumps}");
    }

    // JSON cannot be included.
    private static InstallStep Unit(InstallPlan plan)
    {
        var jumps = plan.Mode != NftablesMode.Include ? [] : plan.Chains
            .Select(chain => $"/usr/sbin/nft insert rule {plan.Table.Family} {plan.Table.Name} {chain.Hook} jump {chain.Chain}");
        return new InstallStep(
            $"Load the rules at every boot, before the network is up and after {Configuration}. JSON cannot be included there; --format nftables can. "
                + $"After nftables.service is reloaded, run 'systemctl restart {plan.Unit}.service'.",
            [SystemdUnits.Boot(plan, [$"/usr/sbin/{Load(plan)}", .. jumps])],
            ["systemctl daemon-reload", $"systemctl enable --now {plan.Unit}.service"]);
    }
}
