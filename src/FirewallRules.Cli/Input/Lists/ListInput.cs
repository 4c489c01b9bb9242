using System.Globalization;
using FirewallRules.Cli.Commands.Aggregate;

namespace FirewallRules.Cli.Input;

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
        var sets = ReadAll(files);
        for (var i = 1; i < sets.Length; i++)
        {
            sets[0].Add(sets[i]);
        }

        return sets[0].ToAddressSet();
    }

    /// <summary>All addresses of the lists, of which no set is made yet: what each processor has collected that had a part in it.</summary>
    /// <inheritdoc cref="ReadSet" path="/exception" />
    public AddressSetBuilder[] ReadAll(string[] files)
    {
        _piece ??= new byte[ListFile.PieceLength];
        if (ParallelLists.Over(files, form, _piece, terminal) is { } lists)
        {
            return lists.Read(_piece, Count);
        }

        var set = new AddressSetBuilder();
        foreach (var file in files)
        {
            Read(file, new EntrySink(set, each: null, form.SkipInvalid ? fault => Skip(file, fault.Message()) : null));
        }

        return [set];
    }

    /// <summary>Hands on each entry of a list, with its text.</summary>
    /// <exception cref="CliException">The list is refused; entries before the bad one have been handed on.</exception>
    public void ReadEntries(string file, Action<AddressRange, string> each)
        => Read(file, new EntrySink(set: null, each, form.SkipInvalid ? fault => Skip(file, fault.Message()) : null));

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
        try
        {
            LineCount += ListFile.Read(new ListPart(file), form, sink, _piece ??= new byte[ListFile.PieceLength], terminal);
            EntryCount += sink.EntryCount;
        }
        catch (ListFormatException e)
        {
            throw ListFile.Refusal(file, e);
        }
    }

    private void Count(ListTally tally, long linesBefore)
    {
        LineCount += tally.LineCount;
        EntryCount += tally.EntryCount;
        if (tally.FirstSkips is { } skips)
        {
            foreach (var fault in skips)
            {
                Skip(tally.Part.File, fault.Message(linesBefore));
            }

            _skipped += tally.SkippedCount - skips.Count;
        }

        if (tally.Failure is { } failure)
        {
            throw failure is ListFormatException e ? ListFile.Refusal(tally.Part.File, e, linesBefore) : failure;
        }
    }

    private void Skip(string file, string message)
    {
        if (++_skipped <= ShownSkips)
        {
            terminal.Notice($"skipped: {InputFile.DisplayName(file)}, {message}");
        }
    }
}
