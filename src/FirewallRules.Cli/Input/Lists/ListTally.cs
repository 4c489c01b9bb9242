namespace FirewallRules.Cli.Input;

/// <summary>The outcome of reading a list, or a segment of one, in parallel with others.</summary>
internal sealed class ListTally(ListPart part)
{
    private const int MaxKeptFaults = 10;

    public ListPart Part => part;

    public long LineCount { get; set; }

    public long EntryCount { get; set; }

    public long SkippedCount { get; private set; }

    /// <summary>The first entries that were skipped; <see langword="null"/> if none was.</summary>
    public List<ListFault>? FirstSkips { get; private set; }

    /// <summary>Why reading failed; <see langword="null"/> if it did not.</summary>
    public Exception? Failure { get; set; }

    public void Skip(ListFault fault)
    {
        if (++SkippedCount <= MaxKeptFaults)
        {
            (FirstSkips ??= []).Add(fault);
        }
    }
}
