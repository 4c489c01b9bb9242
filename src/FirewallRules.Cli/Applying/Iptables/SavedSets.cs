namespace FirewallRules.Cli.Applying;

/// <summary>The sets that <c>ipset save</c> prints, as lines.</summary>
internal sealed class SavedSets
{
    private readonly Dictionary<string, List<string>> _lines = new(StringComparer.Ordinal);

    public static SavedSets Read(string? save)
    {
        var saved = new SavedSets();
        foreach (var line in (save ?? "").Split('\n'))
        {
            if (line.Split(' ') is [("create" or "add") and var command, var name, ..])
            {
                if (command == "create")
                {
                    saved._lines[name] = [];
                }

                saved._lines.GetValueOrDefault(name)?.Add(line);
            }
        }

        return saved;
    }

    public bool Has(string name) => _lines.ContainsKey(name);

    /// <summary>The lines that create and fill a set, under another name.</summary>
    public IEnumerable<string> Lines(string name, string newName)
        => _lines[name].Select(line => line.Split(' ', 3) is [var command, _, var rest] ? $"{command} {newName} {rest}" : line);

    /// <summary>The number of elements of a set.</summary>
    public int Count(string name) => _lines[name].Count - 1;
}
