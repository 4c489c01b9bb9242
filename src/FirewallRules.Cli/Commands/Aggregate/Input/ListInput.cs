using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Reads the lists of a command, counts what they hold, and says what is skipped.</summary>
internal sealed class ListInput(InputForm form, Terminal terminal)
{
    private const int ShownSkips = 10;

    private byte[]? _piece;
    private long _skipped;

    public long LineCount { get; private set; }

    public long EntryCount { get; private set; }

    /// <summary>All addresses of the lists.</summary>
    /// <exception cref="CliException">A list is refused: the first of them in their order.</exception>
    public AddressSet ReadSet(string[] files)
    {
        if (ParallelLists.Helps(files))
        {
            return new ParallelLists(files, form, terminal).Read(Count);
        }

        var set = new AddressSetBuilder();
        foreach (var file in files)
        {
            Read(file, new EntrySink(set, each: null, form.SkipInvalid ? message => Skip(file, message) : null));
        }

        return set.ToAddressSet();
    }

    /// <summary>Hands on each entry of a list, with its text.</summary>
    /// <exception cref="CliException">The list is refused; entries before the bad one have been handed on.</exception>
    public void ReadEntries(string file, Action<AddressRange, string> each)
        => Read(file, new EntrySink(set: null, each, form.SkipInvalid ? message => Skip(file, message) : null));

    /// <summary>Refuses what no single list could show to be wrong, now that all of them are read, and says how much was skipped.</summary>
    /// <exception cref="CliException">There is such a thing.</exception>
    public void Complete()
    {
        form.RefuseUnusedPaths();
        if (_skipped > 0)
        {
            terminal.Notice(string.Create(CultureInfo.InvariantCulture, $"{_skipped} entries were skipped"));
        }
    }

    private void Read(string file, EntrySink sink)
    {
        LineCount += ListFile.Read(file, form, sink, _piece ??= new byte[ListFile.PieceLength], terminal);
        EntryCount += sink.EntryCount;
    }

    private void Count(ListTally tally)
    {
        LineCount += tally.LineCount;
        EntryCount += tally.EntryCount;
        foreach (var message in tally.FirstSkips)
        {
            Skip(tally.File, message);
        }

        _skipped += tally.SkippedCount - tally.FirstSkips.Count;
    }

    private void Skip(string file, string message)
    {
        if (++_skipped <= ShownSkips)
        {
            terminal.Notice($"skipped: {InputFile.DisplayName(file)}, {message}");
        }
    }
}
