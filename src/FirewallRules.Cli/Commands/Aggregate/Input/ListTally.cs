namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>What became of one of several lists that are read at the same time.</summary>
internal sealed class ListTally(string file)
{
    private const int KeptSkips = 10;

    private readonly List<string> _firstSkips = [];

    public string File => file;

    public long LineCount { get; set; }

    public long EntryCount { get; set; }

    public long SkippedCount { get; private set; }

    public IReadOnlyList<string> FirstSkips => _firstSkips;

    /// <summary>Why the list is refused; null when it is not.</summary>
    public CliException? Failure { get; set; }

    public void Skip(string message)
    {
        if (++SkippedCount <= KeptSkips)
        {
            _firstSkips.Add(message);
        }
    }
}
