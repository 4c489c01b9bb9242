namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>What became of a list, or a part of one, that is read at the same time as others.</summary>
internal sealed class ListTally(ListPart part)
{
    private const int KeptSkips = 10;

    public ListPart Part => part;

    public long LineCount { get; set; }

    public long EntryCount { get; set; }

    public long SkippedCount { get; private set; }

    /// <summary>The first of what was skipped; null where nothing was.</summary>
    public List<ListFault>? FirstSkips { get; private set; }

    /// <summary>Why the list is refused; null when it is not.</summary>
    public Exception? Failure { get; set; }

    public void Skip(ListFault fault)
    {
        if (++SkippedCount <= KeptSkips)
        {
            (FirstSkips ??= []).Add(fault);
        }
    }
}
