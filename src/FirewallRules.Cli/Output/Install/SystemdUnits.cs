namespace FirewallRules.Cli.Output;

/// <summary>The units that apply rules at boot and update them.</summary>
internal static class SystemdUnits
{
    /// <summary>Services that load a whole ruleset.</summary>
    public const string Loaders = "nftables.service netfilter-persistent.service iptables.service ip6tables.service ufw.service";

    /// <summary>
    /// The unit that applies rules before the network is up, and after the services that load a whole ruleset and would remove them. Sets come
    /// before these services, whose rules refer to them. The time limit keeps a script that waits for a lock from holding up the boot.
    /// </summary>
    /// <param name="plan">What is installed.</param>
    /// <param name="commands">The commands, each with an absolute path.</param>
    public static InstallFile Boot(InstallPlan plan, IEnumerable<string> commands) => new(InstallPlan.UnitFile($"{plan.Unit}.service"), Text(
        $"""
        [Unit]
        Description=Firewall rules for Datadog ({plan.Name})
        DefaultDependencies=no
        RequiresMountsFor={InstallPlan.Folder}
        After=local-fs.target systemd-modules-load.service
        {(plan is { Format: "ipset", Mode: NftablesMode.Sets } ? "Before" : "After")}={Loaders}
        Before=network-pre.target docker.service shutdown.target
        Wants=network-pre.target
        Conflicts=shutdown.target

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        TimeoutStartSec=120
        {string.Join('\n', commands.Select(command => $"ExecStart={command}"))}

        [Install]
        WantedBy=multi-user.target
        """));

    /// <summary>Applies the rules again after Docker has started, which inserts its own rules before others.</summary>
    public static InstallFile AfterDocker(InstallPlan plan) => new(InstallPlan.UnitFile($"docker.service.d/{plan.Unit}.conf"), Text(
        $"""
        [Service]
        ExecStartPost=/bin/sh {plan.RulesFile}
        """));

    /// <summary>The unit that runs the update.</summary>
    public static InstallFile Update(InstallPlan plan) => new(InstallPlan.UnitFile($"{plan.UpdateUnit}.service"), Text(
        $"""
        [Unit]
        Description=Update of the firewall rules for Datadog ({plan.Name})
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=oneshot
        ExecStart=/bin/sh {plan.UpdateFile}
        """));

    public static InstallFile Timer(InstallPlan plan) => new(InstallPlan.UnitFile($"{plan.UpdateUnit}.timer"), Text(
        $"""
        [Unit]
        Description=Weekly update of the firewall rules for Datadog ({plan.Name})

        [Timer]
        OnCalendar=weekly
        RandomizedDelaySec=1h
        Persistent=true

        [Install]
        WantedBy=timers.target
        """));

    private static string Text(string text) => text.ReplaceLineEndings("\n") + "\n";
}
