using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Names of IP sets, such as <c>datadog-us1-webhooks-ipv4</c>. They are derived from sites and labels, and not from addresses, so that they stay
/// when the addresses change, and outputs for other sites or sections have other names.
/// </summary>
internal static class AwsWafNames
{
    private const int SuffixLength = 5;

    /// <summary>The rules with the start of their names. Rules with the same name are joined: their labels differ in ports only.</summary>
    public static IEnumerable<(string Name, Rule Rule)> Of(IReadOnlyList<Rule> rules, string namePrefix)
    {
        var alike = rules.ToLookup(rule => Readable(rule, namePrefix), Key, StringComparer.Ordinal);
        return rules.GroupBy(Name, StringComparer.Ordinal).Select(same => (same.Key, same.Aggregate(Join)));

        string Name(Rule rule)
        {
            var readable = Readable(rule, namePrefix);
            return readable.Length is > 0 and <= AwsWafLimits.NameLength - SuffixLength && alike[readable].Distinct(StringComparer.Ordinal).Count() == 1
                ? readable
                : $"{namePrefix}-x{Hash(Key(rule))}";
        }
    }

    /// <summary>The name with the family.</summary>
    public static string WithFamily(string name, IpFamily family) => name + (family == IpFamily.IPv4 ? "-ipv4" : "-ipv6");

    /// <summary>The name as an identifier of Terraform; unique for each name.</summary>
    public static string Identifier(string name) => name.Replace("_", "__", StringComparison.Ordinal).Replace('-', '_');

    /// <summary>The name as a logical id of CloudFormation, which consists of letters and digits; unique for each name.</summary>
    public static string LogicalId(string name)
    {
        var words = name.Split('-', '_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        return string.Concat(words) + AwsTemplate.Hash(name)[..8];
    }

    /// <summary>The rules as one rule, which has the addresses and labels of both.</summary>
    public static Rule Join(Rule first, Rule second) => new(
        first.Direction,
        first.Protocol,
        first.Ports,
        first.Remote.Union(second.Remote),
        first.Labels.Concat(second.Labels),
        first.Sources.Concat(second.Sources),
        first.Catalogs.Concat(second.Catalogs));

    // Sites and labels are separated by what no site and no label contains. Empty where a label cannot be written.
    private static string Readable(Rule rule, string namePrefix)
    {
        var labels = Labels(rule).Select(Slug).ToList();
        string[] parts = [namePrefix, string.Join('_', Sites(rule)), string.Join('_', labels)];
        return labels.Contains("") ? "" : string.Join('-', parts.Where(part => part.Length > 0));
    }

    private static string Key(Rule rule) => string.Join('\n', [.. Sites(rule), "", .. Labels(rule)]);

    private static IEnumerable<string> Sites(Rule rule)
        => rule.Sources.Select(source => source.Site?.Key).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> Labels(Rule rule) => rule.Labels.Count > 0 ? rule.Labels : [rule.ToTrafficString()];

    private static string Slug(string label)
    {
        var slug = new StringBuilder(label.Length);
        foreach (var c in label)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (!" -_.,:/".Contains(c, StringComparison.Ordinal))
            {
                return "";
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)), 0, 8).ToLowerInvariant();
}
