using System.Collections.Frozen;

namespace FirewallRules.Emitters.Nftables;

/// <summary>The words of the nft language, which cannot be names because names are never quoted.</summary>
internal static class NftablesWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        accept add ah all and arp as auto avgpkt
        bridge burst bypass bytes
        cgroup cgroupv2 chain chains classid comment comp concatenation continue copy count counter counters cpu create ct
        daddr day dccp define delete describe destroy devgroup device devices dnat drop dst dup dynamic dynset
        ecn element elements end eq esp ether exists expires export exthdr
        fanout fib flags flow flowtable flowtables flush frag fully fwd
        ge geneve get gre gretap group gt
        handle hash hbh help hook hoplimit hour
        icmp icmpx id if igmp iif iifgroup iifkind iifname iiftype import in include index inet ingress egress insert inner integer interval ip ip6 ipsec
        jhash jump
        key last lastip le limit limits list log long lsrr lt
        map maps mark masquerade masq matches maxseg meta meter meters mh minute missing monitor mptcp
        ne neq netdev new nexthop nexthdr nfproto nftrace ntp numgen
        objects offset oif oifgroup oifkind oifname oiftype or original osf options option over
        packets performance persistent pkttype policy position postrouting prefix prerouting priority protocol proto
        queue quota quotas
        random range rate raw recent redefine redirect reject rename replace reply reset return rr rshift rt rt0 rt2 rt4 rtclassid rule rules ruleset
        saddr second secmark secmarks seconds set sets size skgid skuid snat socket src ssrr state static stateless sctp string sum symhash synproxy synproxys
        table tables tcp th time timeout timestamp to total tproxy transport type typeof
        udp udplite undefine unknown until update usec used
        vlan vmap vni vxlan wait week wildcard xor xt year zone
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    public static bool IsReserved(string word) => Words.Contains(word);
}
