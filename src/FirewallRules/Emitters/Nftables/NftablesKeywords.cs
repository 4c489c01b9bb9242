using System.Collections.Frozen;

namespace FirewallRules.Emitters;

/// <summary>The keywords of nft, which cannot be names because names are never quoted.</summary>
/// <remarks>
/// Of all versions: newer versions have more keywords, and older versions refuse keywords everywhere, newer ones only in some places.
/// </remarks>
internal static class NftablesKeywords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        accept ackseq add addr ah all and arp as auto avgpkt
        bridge burst bypass bytes
        cfi cgroup cgroupv2 chain chains check checksum chunk classid code comment comp concatenation constant continue copy count
        counter counters cpi cpu create csumcov ct
        daddr day dccp define dei delete describe destroy devgroup device devices direction dnat doff dport drop dscp dst dup dynamic
        dynset
        echo ecn egress element elements end eol eq esp ether event exists expectation expiration expires export exthdr
        fanout fastopen fib flags flow flowlabel flowtable flowtables flush frag fully fwd
        gateway ge geneve get goto gre gretap group gt
        handle hash hbh hdrlength help helper helpers hlen hook hooks hoplimit hour htype
        ibriport ibrname icmp icmpv6 icmpx id if igmp iif iifgroup iifkind iifname iiftype import in inc include index inet ingress inner
        insert integer interval ip ip6 ipsec
        jhash json jump
        key
        l3proto label last lastip le left length level limit limits list ll log long lshift lsrr lt
        map maps mark masq masquerade matches maxseg md5sig memory meta meter meters mh minute missing mod monitor mptcp mrt mss mtu
        name ne neq netdev never new nexthdr nexthop nfproto nftrace nh noop nop not notrack ntp num numgen
        objects obriport obrname offload offset oif oifgroup oifkind oifname oiftype operation option options or original osf out over
        packets pcp performance persistent pkttype plen policy port position postrouting prefix prerouting priority proto protocol ptr
        ptype
        queue quota quotas
        ra random range rate raw recent redefine redirect reject rename replace reply reqid reserved reserved2 reset return right rr
        rshift rt rt0 rt2 rt4 rtclassid rule rules ruleset
        sack sack0 sack1 sack2 sack3 saddr sctp secmark secmarks second seconds seed sequence set sets sid size skgid skuid snaplen snat
        socket spi spnum sport src srh ssrr state stateless static status string subtype sum symhash synproxy synproxys
        table tables taddr tag tcp th time timeout timestamp to tos total tproxy trace transparent transport tsecr tsval ttl tunnel
        tunnels type typeof
        udp udplite undefine unknown until update urgptr usec used
        value version vlan vm vmap vni vtag vxlan
        wait week wildcard window with wscale
        xml xor xt
        year
        zone
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    public static bool IsReserved(string word) => Words.Contains(word);
}
