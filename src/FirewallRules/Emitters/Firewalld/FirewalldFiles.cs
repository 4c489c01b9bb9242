using System.Globalization;
using System.Xml;

namespace FirewallRules.Emitters;

/// <summary>Writes the files of firewalld, in the layout in which firewalld writes them.</summary>
/// <remarks>Sources: <c>firewalld.ipset(5)</c>, <c>firewalld.policy(5)</c>.</remarks>
internal static class FirewalldFiles
{
    /// <summary>The short name by which the script recognizes a file of its prefix. firewalld keeps it when it writes the file.</summary>
    public static string ShortName(FirewalldOptions options) => $"fwrules {options.NamePrefix}";

    public static string Set(FirewalldPlan plan, FirewalldSet set) => XmlFile.Of(xml =>
    {
        xml.Start("ipset", ("type", "hash:net"));
        WriteTexts(xml, plan, set.Comment);
        xml.Empty("option", ("name", "family"), ("value", set.Family == IpFamily.IPv4 ? "inet" : "inet6"));
        var count = set.Addresses.CountPrefixes();
        if (count > FirewalldLimits.DefaultMaxElements)
        {
            xml.Empty("option", ("name", "maxelem"), ("value", count.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var prefix in set.Addresses)
        {
            xml.WriteElementString("entry", prefix.ToString());
        }
    });

    public static string Policy(FirewalldPlan plan, FirewalldPolicy policy) => XmlFile.Of(xml =>
    {
        var egress = policy.Direction == Direction.Egress;
        xml.Start("policy", ("target", Target(plan)), ("priority", XmlFile.Number(plan.Options.Priority)));
        WriteTexts(xml, plan, string.Join(". ", plan.Rules.Sources.Select(source => $"Datadog IP ranges: {source}")
            .Prepend($"Written by FirewallRules {OutputHeader.ToolVersion}")));
        xml.Empty("ingress-zone", ("name", egress ? "HOST" : "ANY"));
        xml.Empty("egress-zone", ("name", egress ? "ANY" : "HOST"));
        foreach (var rule in policy.Rules)
        {
            WriteRule(xml, rule);
        }

        if (plan.Options.DefaultDeny is { LogsPerMinute: > 0 } deny)
        {
            WriteLog(xml, deny);
        }
    });

    private static string Target(FirewalldPlan plan) => plan.Options.DefaultDeny?.Action switch
    {
        null => "CONTINUE",
        DenyAction.Drop => "DROP",
        _ => "REJECT",
    };

    private static void WriteTexts(XmlWriter xml, FirewalldPlan plan, string description)
    {
        xml.WriteElementString("short", ShortName(plan.Options));
        xml.WriteStartElement("description");
        xml.WriteString(OutputText.Comment(description, FirewalldLimits.DescriptionLength));
        xml.WriteFullEndElement();
    }

    private static void WriteRule(XmlWriter xml, FirewalldRule rule)
    {
        xml.Start("rule", ("family", rule.Family == IpFamily.IPv4 ? "ipv4" : "ipv6"));
        foreach (var (name, side) in new[] { ("source", rule.Source), ("destination", rule.Destination) })
        {
            if (side is not null)
            {
                xml.Empty(name, (rule.IsSet ? "ipset" : "address", side));
            }
        }

        xml.Start(rule.Element.Name, (rule.Element.Attribute, rule.Element.Value));
        if (rule.Element.Protocol is { } protocol)
        {
            xml.WriteAttributeString("protocol", protocol);
        }

        xml.WriteEndElement();
        xml.Empty("accept");
        xml.WriteEndElement();
    }

    // Last in its policy: what the other rules accept is not logged.
    private static void WriteLog(XmlWriter xml, DefaultDeny deny)
    {
        xml.Start("rule", ("priority", XmlFile.Number(FirewalldLimits.LastRulePriority)));
        xml.Start("log", ("prefix", deny.LogPrefix), ("level", "info"));
        xml.Empty("limit", ("value", XmlFile.Number(deny.LogsPerMinute) + "/m"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
