namespace FirewallRules.Cli.Options;

/// <summary>Answers an unknown word with the known words that are most like it.</summary>
internal static class Nearest
{
    private const int MaxEdits = 3;

    // Ranked after a typo of one character and before two typos.
    private const double AbbreviationDistance = 1.5;
    private const int MaxSuggestions = 3;
    private const int MinCommonPart = 2;

    /// <summary>A sentence such as <c>There is no section 'lgos'; did you mean logs?</c></summary>
    /// <param name="what">What the word stands for, in the singular.</param>
    /// <param name="given">The unknown word.</param>
    /// <param name="known">The known words; all are named when none is similar.</param>
    public static string Describe(string what, string given, IEnumerable<string> known)
    {
        var names = known.ToList();
        var similar = Similar(given, names);
        return $"There is no {what} '{given}'; "
            + (similar.Count > 0 ? $"did you mean {string.Join(" or ", similar)}?" : $"expected one of: {string.Join(", ", names)}.");
    }

    /// <summary>The most similar words, the best one first; none where all are too different. A word in another case is the only one.</summary>
    public static IReadOnlyList<string> Similar(string given, IEnumerable<string> known)
    {
        var similar = known.Select(name => (Name: name, Distance: Distance(given, name)))
            .Where(pair => pair.Distance is not null)
            .OrderBy(pair => pair.Distance)
            .Take(MaxSuggestions)
            .ToList();
        return [.. similar.TakeWhile((pair, i) => i == 0 || similar[0].Distance > 0).Select(pair => pair.Name)];
    }

    // Hyphens at the start of an option do not make it longer.
    private static double? Distance(string given, string name)
    {
        var length = given.TrimStart('-').Length;
        var edits = Edits(given, name);
        return edits <= 1 ? edits
            : IsPart(given, name) || IsPart(name, given) ? AbbreviationDistance
            : edits <= Math.Min(MaxEdits, (length + 2) / 3) ? edits
            : null;
    }

    private static bool IsPart(string part, string whole)
        => part.Length >= MinCommonPart && whole.StartsWith(part, StringComparison.OrdinalIgnoreCase);

    // The edit distance with transpositions (optimal string alignment), ignoring case.
    private static int Edits(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(edits[i - 1, j - 1] + (AreSame(a[i - 1], b[j - 1]) ? 0 : 1), Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && AreSame(a[i - 1], b[j - 2]) && AreSame(a[i - 2], b[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[a.Length, b.Length];
    }

    private static bool AreSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
