using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>
/// Names for rules and their sets, of lower-case letters, digits and a separator. They are derived from labels and ports and not from
/// addresses, so that the output for a newer document updates the sets of an older one.
/// </summary>
internal static class RuleNames
{
    private const int HashLength = 8;

    /// <summary>A unique name for each rule, at most <paramref name="maxLength"/> long: the label if the rule has exactly one and it is unique.</summary>
    public static IReadOnlyDictionary<Rule, string> Of(RuleSet rules, string prefix, char separator, int maxLength)
    {
        var names = new Dictionary<Rule, string>();
        var hashLength = Math.Min(HashLength, maxLength - prefix.Length - 1);
        var byLabel = rules.Rules.ToLookup(LabelName, StringComparer.Ordinal);
        var byTraffic = rules.Rules.ToLookup(TrafficName, StringComparer.Ordinal);
        foreach (var rule in rules.Rules)
        {
            string[] choices = [LabelName(rule), TrafficName(rule)];
            var name = choices.FirstOrDefault(choice =>
                choice.Length > 0 && prefix.Length + 1 + choice.Length <= maxLength && !IsHash(choice)
                && byLabel[choice].Count() + byTraffic[choice].Count() == 1);
            names.Add(rule, prefix + separator + (name ?? Hash(rule)[..hashLength]));
        }

        return names;

        string LabelName(Rule rule) => rule.Labels.Count == 1 ? Slug(rule.Labels[0], separator) : "";

        // A label that looks like a hash could collide with the name of another rule.
        bool IsHash(string choice) => choice.Length == hashLength && choice.All(char.IsAsciiHexDigitLower);

        string TrafficName(Rule rule) => Slug(rule.ToTrafficString(), separator);
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
