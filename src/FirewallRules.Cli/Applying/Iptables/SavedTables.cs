namespace FirewallRules.Cli.Applying;

/// <summary>The table <c>filter</c> of one family as <c>iptables-save</c> prints it. All that is applied is in it.</summary>
internal sealed class SavedTables
{
    private const string Filter = "*filter";
    private const string End = "COMMIT";
    private const string Append = "-A ";

    private readonly HashSet<string> _chains = new(StringComparer.Ordinal);
    private readonly List<string> _rules = [];

    private SavedTables()
    {
    }

    /// <param name="save">The output of the program. It does not have the table if nobody has used it.</param>
    public static SavedTables Read(string save)
    {
        var saved = new SavedTables();
        foreach (var line in save.Split('\n').SkipWhile(line => line != Filter).TakeWhile(line => line != End))
        {
            if (line.StartsWith(':'))
            {
                saved._chains.Add(line[1..].Split(' ')[0]);
            }
            else if (line.StartsWith(Append, StringComparison.Ordinal))
            {
                saved._rules.Add(line);
            }
        }

        return saved;
    }

    public bool HasChain(string chain) => _chains.Contains(chain);

    /// <summary>The rules of a chain, as lines.</summary>
    public IReadOnlyList<string> RulesOf(string chain)
        => [.. _rules.Where(line => line.StartsWith($"{Append}{chain} ", StringComparison.Ordinal))];

    /// <summary>The positions of the unconditional jumps from a chain to another one; 1 is the first rule.</summary>
    public IReadOnlyList<int> Jumps(string from, string to)
        => [.. RulesOf(from).Select((line, index) => (line, index)).Where(rule => rule.line == $"{Append}{from} -j {to}").Select(rule => rule.index + 1)];
}
