using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Reads one rule of nftables. A rule with concatenated values or a map of verdicts becomes several that match one after the other.</summary>
/// <param name="sets">Finds a set or map of the table by its name; <see langword="null"/> when there is none.</param>
/// <param name="chains">Finds a chain of the table by its name, and makes an unknown one.</param>
internal sealed class NftablesRuleReader(Func<string, NftablesSet?> sets, Func<string, LiveChain> chains)
{
    /// <param name="statements">The statements of the rule.</param>
    /// <param name="text">The rule in a report.</param>
    public IReadOnlyList<LiveRule> Read(IReadOnlyList<JsonElement> statements, string text)
    {
        List<LiveMatchBuilder> variants = [new()];
        foreach (var statement in statements)
        {
            if (NftablesValues.Only(statement) is not ({ } name, var inner))
            {
                Unmodelled(variants, "a statement of an unknown form");
                continue;
            }

            switch (name)
            {
                case "match":
                    variants = Match(variants, inner);
                    break;
                case "vmap":
                    return Vmap(variants, inner, text);
                case "xt" when NftablesValues.Text(inner, "type") is "match" && NftablesValues.Text(inner, "name") is "comment":
                    break;
                default:
                    if (NftablesVerdicts.IsCondition(name, inner))
                    {
                        Unmodelled(variants, name == "xt" ? NftablesText.Of(statement) : name);
                    }
                    else if (NftablesVerdicts.Of(name, inner) is var action && action != LiveAction.Continue)
                    {
                        return [.. variants.Select(match => Rule(match, action, name, inner, text))];
                    }

                    break;
            }
        }

        return [];
    }

    /// <summary>The sets and maps that the rule changes.</summary>
    public static IEnumerable<string> Changes(IEnumerable<JsonElement> statements)
        => from statement in statements
           let only = NftablesValues.Only(statement)
           where only.Name is "set" or "map"
           let name = NftablesValues.Text(only.Value, only.Name!)
           where name is ['@', ..]
           select name[1..];

    private static void Unmodelled(List<LiveMatchBuilder> variants, string text) => variants.ForEach(match => match.Unmodelled(text));

    private LiveRule Rule(LiveMatchBuilder match, LiveAction action, string name, JsonElement inner, string text)
    {
        var target = action is LiveAction.Jump or LiveAction.Goto ? chains(NftablesValues.Text(inner, "target") ?? "") : null;
        return NftablesVerdicts.Divert(new LiveRule(match.Build(), action, target, text), name, inner);
    }

    private List<LiveMatchBuilder> Match(List<LiveMatchBuilder> variants, JsonElement match)
    {
        if (match.ValueKind != JsonValueKind.Object || !match.TryGetProperty("left", out var left) || !match.TryGetProperty("right", out var right)
            || Operand(NftablesValues.Text(match, "op") ?? "==", right) is not { } operand)
        {
            Unmodelled(variants, NftablesText.Of(match));
            return variants;
        }

        // Packets that come before may have changed the set: what is in it matches, and anything else may.
        List<LiveMatchBuilder> open = [];
        if (operand.IsChanging)
        {
            open = variants.ConvertAll(match => match.Copy());
            Unmodelled(open, Text());
            if (operand.IsNegated)
            {
                return open;
            }
        }

        if (left.ValueKind == JsonValueKind.Object && left.TryGetProperty("concat", out var parts))
        {
            if (NftablesConcatenation.Match(variants, parts, operand) is { } several)
            {
                return [.. several, .. open];
            }

            Unmodelled(variants, Text());
        }
        else
        {
            var condition = new NftablesCondition(left);
            foreach (var variant in variants.Where(variant => !condition.TryAdd(variant, operand)))
            {
                variant.Unmodelled(Text());
            }
        }

        return [.. variants, .. open];

        string Text() => $"{NftablesText.Of(left)} {(operand.Op is "==" or "in" ? "" : operand.Op + " ")}{NftablesText.Of(right)}";
    }

    private List<LiveRule> Vmap(List<LiveMatchBuilder> variants, JsonElement vmap, string text)
    {
        if (vmap.ValueKind != JsonValueKind.Object || !vmap.TryGetProperty("key", out var key) || !vmap.TryGetProperty("data", out var data)
            || Operand("==", data) is not { IsChanging: false } pairs)
        {
            Unmodelled(variants, NftablesText.Of(vmap));
            return [.. variants.Select(match => new LiveRule(match.Build(), LiveAction.Unknown, Target: null, text))];
        }

        // No two elements of a map overlap, so that their order does not matter.
        var rules = new List<LiveRule>();
        foreach (var verdict in pairs.Values
            .Where(pair => pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2)
            .GroupBy(pair => pair[1].GetRawText(), pair => pair, StringComparer.Ordinal))
        {
            if (NftablesValues.Only(verdict.First()[1]) is not ({ } name, var inner) || NftablesVerdicts.Of(name, inner) is LiveAction.Continue)
            {
                continue;
            }

            var operand = new NftablesOperand("==", [.. verdict.Select(pair => NftablesValues.Bare(pair[0]))]);
            foreach (var match in variants.SelectMany(variant => Keyed(variant.Copy(), key, operand)))
            {
                rules.Add(Rule(match, NftablesVerdicts.Of(name, inner), name, inner, text));
            }
        }

        return rules;
    }

    private static List<LiveMatchBuilder> Keyed(LiveMatchBuilder match, JsonElement key, NftablesOperand operand)
    {
        if (key.ValueKind == JsonValueKind.Object && key.TryGetProperty("concat", out var parts))
        {
            if (NftablesConcatenation.Match([match], parts, operand) is { } several)
            {
                return several;
            }
        }
        else if (new NftablesCondition(key).TryAdd(match, operand))
        {
            return [match];
        }

        match.Unmodelled(NftablesText.Of(key));
        return [match];
    }

    /// <returns><see langword="null"/> for an unknown set.</returns>
    private NftablesOperand? Operand(string op, JsonElement right)
    {
        if (right.ValueKind == JsonValueKind.String && right.GetString() is ['@', .. var name])
        {
            return sets(name) is { } set ? new NftablesOperand(op, set.Elements, set) : null;
        }

        return right.ValueKind == JsonValueKind.Object && right.TryGetProperty("set", out var anonymous)
            ? new NftablesOperand(
                op,
                anonymous.ValueKind == JsonValueKind.Array ? [.. anonymous.EnumerateArray().Select(NftablesValues.Bare)] : [anonymous])
            : new NftablesOperand(op, [right]);
    }
}
