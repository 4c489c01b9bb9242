using System.Security.Cryptography;
using System.Text;
using FirewallRules.Rules;

namespace FirewallRules.Emitters;

/// <summary>
/// Names for rules and their sets, of lower-case letters, digits and a separator. They are derived from labels and ports and not from
/// addresses, so that the output for a newer document updates the sets of an older one.
/// </summary>
internal static class RuleNames
{
    private const int HashLength = 8;

    /// <summary>A unique name for each of <see cref="RuleSet.ByLabels"/>, at most <paramref name="maxLength"/> long.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{Rule}, IReadOnlyList{Rule}, string, char, int)" path="/remarks" />
    public static IReadOnlyDictionary<Rule, string> Of(RuleSet rules, string prefix, char separator, int maxLength)
        => Of(rules.ByLabels, rules.ByLabels, prefix, separator, maxLength);

    /// <summary>A unique name for each of <see cref="RuleSet.Rules"/>, at most <paramref name="maxLength"/> long.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{Rule}, IReadOnlyList{Rule}, string, char, int)" path="/remarks" />
    public static IReadOnlyDictionary<Rule, string> OfPartition(RuleSet rules, string prefix, char separator, int maxLength)
        => Of(rules.Rules, RulePartition.SplitPorts(rules.ByLabels), prefix, separator, maxLength);

    /// <remarks>
    /// The label if the rule has exactly one and it is unique; otherwise the traffic if it is unique, both together, or a hash of both. What is
    /// unique is decided for the rules that were given, so that a part of the partition which appears or disappears changes no other name.
    /// </remarks>
    private static Dictionary<Rule, string> Of(IReadOnlyList<Rule> rules, IReadOnlyList<Rule> given, string prefix, char separator, int maxLength)
    {
        var names = new Dictionary<Rule, string>();
        var hashLength = Math.Min(HashLength, maxLength - prefix.Length - 1);
        var byLabel = given.ToLookup(LabelName, StringComparer.Ordinal);
        var byTraffic = given.ToLookup(TrafficName, StringComparer.Ordinal);
        var labels = given.SelectMany(rule => rule.Labels).Distinct(StringComparer.Ordinal).ToLookup(label => Slug(label, separator), StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            string[] unique = [LabelName(rule), TrafficName(rule)];
            var name = unique.Where(choice => byLabel[choice].Count() + byTraffic[choice].Count() == 1).Append(FullName(rule)).FirstOrDefault(choice
                => choice.Length > 0 && prefix.Length + 1 + choice.Length <= maxLength && !IsHash(choice));
            names.Add(rule, prefix + separator + (name ?? Hash(rule)[..hashLength]));
        }

        return names;

        string LabelName(Rule rule) => rule.Labels.Count == 1 ? Slug(rule.Labels[0], separator) : "";

        // A label that looks like a hash could collide with the name of another rule.
        bool IsHash(string choice) => choice.Length == hashLength && choice.All(char.IsAsciiHexDigitLower);

        string TrafficName(Rule rule) => Slug(rule.ToTrafficString(), separator);

        // Two separators follow each label, and no label or traffic has two. So it is unique if no two labels are written alike.
        string FullName(Rule rule)
            => rule.Labels.Count == 0 || rule.Labels.Any(label => Slug(label, separator) is var slug && (slug.Length == 0 || labels[slug].Count() > 1))
                ? ""
                : string.Concat(rule.Labels.Select(label => $"{Slug(label, separator)}{separator}{separator}")) + TrafficName(rule);
    }

    // Empty where a character cannot be kept: two labels that differ only there must not get the same name.
    private static string Slug(string label, char separator)
    {
        var slug = new StringBuilder(label.Length);
        foreach (var c in label)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (!" -_.,:".Contains(c))
            {
                return "";
            }
            else if (slug.Length > 0 && slug[^1] != separator)
            {
                slug.Append(separator);
            }
        }

        return slug.ToString().TrimEnd(separator);
    }

    private static string Hash(Rule rule)
    {
        var key = Encoding.UTF8.GetBytes(rule.ToTrafficString() + '\n' + string.Join('\n', rule.Labels));
        return Convert.ToHexString(SHA256.HashData(key))[..HashLength].ToLowerInvariant();
    }
}
