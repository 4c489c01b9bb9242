namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>What became of a list, or a part of one, that is read at the same time as others.</summary>
internal sealed class ListTally(ListPart part)
{
    private const int KeptSkips = 10;

    private List<ListFault>? _firstSkips;

    public ListPart Part => part;

    public long LineCount { get; set; }

    public long EntryCount { get; set; }

    public long SkippedCount { get; private set; }

    public IReadOnlyList<ListFault> FirstSkips => _firstSkips is null ? [] : _firstSkips;

    /// <summary>Why the list is refused; null when it is not.</summary>
    public Exception? Failure { get; set; }

    public void Skip(ListFault fault)
    {
        if (++SkippedCount <= KeptSkips)
        {
            (_firstSkips ??= []).Add(fault);
        }
    }
}
