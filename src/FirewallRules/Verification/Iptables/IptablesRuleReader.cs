namespace FirewallRules.Verification;

/// <summary>Reads one rule as <c>iptables-save</c> prints it.</summary>
/// <param name="sets">Finds a set of ipset by its name.</param>
/// <param name="family">The family of the rules.</param>
/// <param name="chains">Finds a chain of the table that the user made; <see langword="null"/> when there is none of that name.</param>
internal sealed class IptablesRuleReader(Func<string, IpsetState?> sets, IpFamily family, Func<string, LiveChain?> chains)
{
    // Alternatives multiply; a rule of iptables has a few.
    private const int MaxAlternatives = 1_000_000;

    private readonly IptablesCondition _condition = new(sets, family);

    /// <param name="words">The words behind <c>-A CHAIN</c>.</param>
    /// <param name="text">The rule in a report.</param>
    /// <returns>The rules: several for a condition with alternatives, none for a rule that decides nothing.</returns>
    public IReadOnlyList<LiveRule> Read(IReadOnlyList<string> words, string text)
    {
        List<LiveMatchBuilder> matches = [new()];
        string? module = null;
        var isRead = true;
        for (var i = 0; i < words.Count; i++)
        {
            var isNegated = words[i] == "!";
            i += isNegated ? 1 : 0;
            if (i >= words.Count)
            {
                break;
            }

            var option = words[i];
            if (option is "-j" or "-g" && i + 1 < words.Count)
            {
                return Decide(matches, words[i + 1], isGoto: option == "-g", [.. words.Skip(i + 2)], text);
            }

            if (option == "-m" && i + 1 < words.Count)
            {
                module = words[++i];
                isRead = matches.ConvertAll(match => IptablesCondition.AddModule(match, module)).TrueForAll(read => read);
                continue;
            }

            var values = Values(words, i + 1);
            i += values.Count;
            if (isRead || option is "-s" or "-d" or "-p" or "-i" or "-o" or "-f")
            {
                matches = Add(matches, _condition.Read(module, option, values, isNegated), $"{(isNegated ? "! " : "")}{option}");
            }
        }

        return [];
    }

    /// <summary>The sets that the rule changes.</summary>
    public static IEnumerable<string> Changes(IReadOnlyList<string> words)
        => words.Contains("SET", StringComparer.Ordinal)
            ? words.Zip(words.Skip(1)).Where(pair => pair.First is "--add-set" or "--del-set").Select(pair => pair.Second)
            : [];

    // The text of others is one value, whatever it looks like.
    private static List<string> Values(IReadOnlyList<string> words, int start)
        => words[start - 1] is "--comment" or "--name" or "--string" or "--hex-string"
            ? [.. words.Skip(start).Take(1)]
            : [.. words.Skip(start).TakeWhile(word => word is not "!" && !IsOption(word))];

    // Values such as -1 occur; an option begins with a letter.
    private static bool IsOption(string word) => word is ['-', '-', ..] or ['-', >= 'a' and <= 'z'];

    private static List<LiveMatchBuilder> Add(
        List<LiveMatchBuilder> matches, IReadOnlyList<Action<LiveMatchBuilder>>? alternatives, string option)
    {
        if (alternatives is null || (long)matches.Count * alternatives.Count > MaxAlternatives)
        {
            matches.ForEach(match => match.Unmodelled(option));
        }
        else if (alternatives is [var only])
        {
            matches.ForEach(only);
        }
        else if (alternatives.Count > 1)
        {
            return [.. matches.SelectMany(_ => alternatives, (match, alternative) =>
            {
                var copy = match.Copy();
                alternative(copy);
                return copy;
            })];
        }

        return matches;
    }

    private List<LiveRule> Decide(
        List<LiveMatchBuilder> matches, string target, bool isGoto, IReadOnlyList<string> options, string text)
    {
        var chain = chains(target);
        var action = chain is not null ? (isGoto ? LiveAction.Goto : LiveAction.Jump) : IptablesTargets.Action(target, options);
        return action == LiveAction.Continue
            ? []
            : matches.ConvertAll(match => IptablesTargets.Divert(new LiveRule(match.Build(), action, chain, text), target, options));
    }
}
