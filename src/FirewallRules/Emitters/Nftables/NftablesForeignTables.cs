using System.Collections.Frozen;

namespace FirewallRules.Emitters;

/// <summary>The names of tables that rulesets of distributions and other programs use, in any family.</summary>
/// <remarks>
/// Names that <see cref="NftablesTable"/> does not accept, such as <c>docker-bridges</c>, are left out. Sources: the rulesets that the
/// distributions install as <c>/etc/nftables.conf</c>, and the documentation or the source of each program.
/// </remarks>
internal static class NftablesForeignTables
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        """
        filter nat mangle security
        firewalld firewalld_policy_drop ufw fw4 banIP mwan3 foomuuri vyos_filter vyos_nat vyos_mangle vyos_conntrack vyos_static_nat
        libvirt_network lxc lxd incus netavark qubes
        calico antrea cni_hostport cni_plugins_masquerade
        crowdsec crowdsec6 sshguard
        tailscale mullvad opensnitch miniupnpd nftlb
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    public static bool Contains(NftablesTable table) => Names.Contains(table.Name);
}
