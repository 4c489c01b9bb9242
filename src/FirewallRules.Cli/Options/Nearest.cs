namespace FirewallRules.Cli.Options;

/// <summary>Answers an unknown name with the known ones that look like it.</summary>
internal static class Nearest
{
    private const int MostEdits = 3;

    public static string Describe(string what, string given, IEnumerable<string> known)
    {
        var names = known.ToList();
        var near = names.Select(name => (Name: name, Edits: Edits(given, name)))
            .Where(pair => pair.Edits <= MostEdits && pair.Edits < pair.Name.Length)
            .OrderBy(pair => pair.Edits)
            .Take(3)
            .Select(pair => pair.Name)
            .ToList();
        var hint = near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"there are {string.Join(", ", names)}.";
        return $"There is no {what} '{given}'; {hint}";
    }

    // Levenshtein's distance, without regard to case.
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[b.Length];
    }
}
