namespace FirewallRules.Cli.Output;

/// <summary>The steps for iptables, ipset and the restore formats, and for the scripts that configure firewalld and ufw.</summary>
internal static class InstallIptables
{
    /// <summary>The commands that apply the rules, for a shell.</summary>
    public static IReadOnlyList<string> Apply(InstallPlan plan) => IsRestore(plan)
        ? [$"{Command(plan)}-restore -w 5 --noflush {plan.RulesFile}", .. Jumps(plan)]
        : [$"sh {plan.RulesFile}"];

    /// <summary>The commands that remove the rules, for a shell.</summary>
    public static IReadOnlyList<string> Remove(InstallPlan plan) => IsRestore(plan)
        ?
        [
            .. plan.Chains.Select(chain => $"{Command(plan)} -w 5 -D {chain.Hook} -j {chain.Chain}"),
            $"{Command(plan)}-restore -w 5 --noflush {plan.RemoveFile}",
        ]
        : [$"sh {plan.RemoveFile}"];

    public static IEnumerable<InstallStep> Boot(InstallPlan plan)
    {
        if (plan.IsPermanent)
        {
            yield return new InstallStep(
                $"Apply the rules. They become part of the configuration of {plan.Format}, which loads them at every boot.", [], Apply(plan));
            yield break;
        }

        string[] commands = IsRestore(plan)
            ? [$"/usr/sbin/{Command(plan)}-restore -w 5 --noflush {plan.RulesFile}", .. Jumps(plan).Select(jump => $"/bin/sh -c '{jump}'")]
            : [$"/bin/sh {plan.RulesFile}"];
        yield return new InstallStep(
            "Apply the rules at every boot, before the network is up. If that fails, the network comes up without them. A service that loads a whole "
                + $"ruleset again, such as nftables.service, removes them; then run 'systemctl restart {plan.Unit}.service'.",
            [SystemdUnits.Boot(plan, commands)],
            ["systemctl daemon-reload", $"systemctl enable --now {plan.Unit}.service"]);
        if (plan.Forwards && !IsRestore(plan))
        {
            yield return new InstallStep(
                "With Docker: apply the rules again after it has started, because it inserts its own before others. If that fails, Docker is stopped.",
                [SystemdUnits.AfterDocker(plan)],
                ["systemctl daemon-reload"]);
        }

        if (IsRestore(plan))
        {
            yield return new InstallStep(
                "Instead of the unit, on a host where no other program changes the rules: save all current rules for netfilter-persistent.service of the "
                    + $"package iptables-persistent (on Red Hat systems: {SavedOnRedHat(plan)} for the package iptables-services). Rules that Docker, "
                    + "fail2ban or libvirt have added would be saved too. Save again after each update."
                    + (plan.Forwards ? " With Docker, use --format iptables instead, whose script finds the chain that Docker leaves to the user." : ""),
                [],
                ["apt-get install iptables-persistent", .. Apply(plan), Save(plan)]);
        }
    }

    /// <summary>The command that saves all rules of the family.</summary>
    public static string Save(InstallPlan plan) => $"{Command(plan)}-save >/etc/iptables/rules.{(Command(plan) == "iptables" ? "v4" : "v6")}";

    private static bool IsRestore(InstallPlan plan) => plan.Format.EndsWith("-restore", StringComparison.Ordinal);

    private static string Command(InstallPlan plan) => plan.Format == "ip6tables-restore" ? "ip6tables" : "iptables";

    private static string SavedOnRedHat(InstallPlan plan) => $"/etc/sysconfig/{Command(plan)}";

    private static IEnumerable<string> Jumps(InstallPlan plan) => plan.Chains.Select(chain =>
        $"{Command(plan)} -w 5 -C {chain.Hook} -j {chain.Chain} 2>/dev/null || {Command(plan)} -w 5 -I {chain.Hook} -j {chain.Chain}");
}
