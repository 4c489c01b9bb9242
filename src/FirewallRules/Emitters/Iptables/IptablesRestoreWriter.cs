namespace FirewallRules.Emitters;

/// <summary>Writes the restore file of one family, which creates or flushes the chains of this library and fills them in one transaction.</summary>
/// <remarks>Comments and names contain no character that is special within quotes to <c>iptables-restore</c> or a shell.</remarks>
/// <param name="writer">The target.</param>
/// <param name="plan">What is written.</param>
/// <param name="family">The family of the file.</param>
/// <param name="adoptUntil">
/// Until when a default deny accepts TCP connections that existed before it: a UTC time such as <c>2026-01-31T12:00:00</c>, or the text by which
/// a script inserts it. <see langword="null"/> in a file for users, which cannot compute it.
/// </param>
internal sealed class IptablesRestoreWriter(TextWriter writer, IptablesPlan plan, IpFamily family, string? adoptUntil = null)
{
    public void Write()
    {
        writer.Line("*filter");

        foreach (var chain in plan.DeclaredChains)
        {
            writer.Line($":{plan.Chain(chain)} - [0:0]");
        }

        foreach (var chain in plan.FilledChains)
        {
            WriteChain(chain);
        }

        writer.Line("COMMIT");
    }

    /// <summary>Deletes the chains. They are created first, because deleting a chain that does not exist is an error.</summary>
    public void WriteRemoval()
    {
        writer.Line("*filter");
        foreach (var chain in IptablesPlan.AllChains.Select(plan.Chain))
        {
            writer.Line($":{chain} - [0:0]");
            writer.Line($"-X {chain}");
        }

        writer.Line("COMMIT");
    }

    private void WriteChain(IptablesChain kind)
    {
        var deny = plan.DefaultDeny is { } options ? new IptablesDenyWriter(writer, plan.Chain(kind), kind, family, options) : null;
        deny?.WriteOpening(adoptUntil);
        foreach (var rule in (plan.DefaultDeny?.Allowed.Rules ?? []).Concat(plan.RulesOf(family))
            .Where(rule => rule.Remote.Has(family) && (kind == IptablesChain.Forward || IptablesPlan.ChainOf(rule.Direction) == kind)))
        {
            var comment = OutputText.Comment(rule.Comment, IptablesLimits.CommentLength);
            var quoted = comment.Length == 0 ? "" : $" -m comment --comment \"{comment}\"";
            foreach (var ports in kind == IptablesChain.Forward && rule.Direction == Direction.Ingress ? OriginalPortMatches(rule) : PortMatches(rule))
            {
                WriteRule(plan.Chain(kind), rule, $"{ports}{quoted} -j {IptablesDenyWriter.Verdict(kind)}");
            }
        }

        deny?.WriteClosing();
    }

    private void WriteRule(string chain, Rule rule, string match)
    {
        var side = rule.Direction == Direction.Egress ? "d" : "s";
        if (rule.Remote.IsAny(family))
        {
            writer.Line($"-A {chain} {match}");
        }
        else if (plan.UsesSet(rule, family))
        {
            writer.Line($"-A {chain} -m set --match-set {plan.SetName(rule, family)} {(side == "d" ? "dst" : "src")} {match}");
        }
        else
        {
            writer.WritePrefixes(rule.Remote.In(family), $"-A {chain} -{side} ", $" {match}\n");
        }
    }

    private static string Protocol(Rule rule) => rule.Protocol == FirewallRules.Protocol.Tcp ? "tcp" : "udp";

    private static IEnumerable<string> PortMatches(Rule rule)
    {
        if (rule.Ports.Count == 1)
        {
            return [$"-p {Protocol(rule)} -m {Protocol(rule)} --dport {rule.Ports[0].Format(':')}"];
        }

        var parts = new List<List<PortRange>> { new() };
        var slots = 0;
        foreach (var port in rule.Ports)
        {
            var needed = port.IsSingle ? 1 : 2;
            if (slots + needed > IptablesLimits.PortSlots)
            {
                parts.Add([]);
                slots = 0;
            }

            parts[^1].Add(port);
            slots += needed;
        }

        return parts.Select(part => $"-p {Protocol(rule)} -m multiport --dports {string.Join(',', part.Select(port => port.Format(':')))}");
    }

    // Translation (DNAT) comes before FORWARD: the port of the packet is that of the container, and the rule has the published one.
    private static IEnumerable<string> OriginalPortMatches(Rule rule)
        => rule.Ports.Select(port => $"-p {Protocol(rule)} -m conntrack --ctorigdstport {port.Format(':')} --ctdir ORIGINAL");
}
