using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Several parts of a packet that are compared at once, such as <c>ip daddr . tcp dport</c>.</summary>
internal static class NftablesConcatenation
{
    // A rule with more kinds of elements, after those that differ in an address only are joined, is hostile.
    private const int MaxVariants = 1_000_000;

    /// <param name="variants">The conditions so far, each of which is one of several alternatives.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="operand">The values.</param>
    /// <returns>The alternatives; <see langword="null"/> when there is no model.</returns>
    public static List<LiveMatchBuilder>? Match(List<LiveMatchBuilder> variants, JsonElement parts, NftablesOperand operand)
    {
        if (operand.Op != "==" || parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() == 0)
        {
            return null;
        }

        JsonElement[] all = [.. parts.EnumerateArray()];
        var conditions = Array.ConvertAll(all, part => new NftablesCondition(part));
        var joined = Joined(operand.Values, conditions.Length, Array.FindIndex(conditions, condition => condition.IsAddress));
        if (joined is null || (long)joined.Count * variants.Count > MaxVariants)
        {
            return null;
        }

        return [.. variants.SelectMany(_ => joined, (variant, elements) =>
        {
            var copy = variant.Copy();
            for (var i = 0; i < conditions.Length; i++)
            {
                if (!conditions[i].TryAdd(copy, new NftablesOperand("==", elements[i])))
                {
                    copy.Unmodelled(NftablesText.Of(all[i]));
                }
            }

            return copy;
        })];
    }

    /// <summary>The elements, of which those that differ in one part only are one.</summary>
    private static List<IReadOnlyList<JsonElement>[]>? Joined(IReadOnlyList<JsonElement> values, int count, int free)
    {
        var groups = new Dictionary<string, List<JsonElement>[]>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("concat", out var elements)
                || elements.ValueKind != JsonValueKind.Array || elements.GetArrayLength() != count)
            {
                return null;
            }

            var key = string.Join(' ', elements.EnumerateArray().Where((_, i) => i != free).Select(element => element.GetRawText()));
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = [.. elements.EnumerateArray().Select(element => new List<JsonElement> { element })];
            }
            else if (free >= 0)
            {
                group[free].Add(elements[free]);
            }
        }

        return [.. groups.Values.Select(group => Array.ConvertAll(group, IReadOnlyList<JsonElement> (part) => part))];
    }
}
