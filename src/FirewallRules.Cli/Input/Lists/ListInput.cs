using System.Globalization;

namespace FirewallRules.Cli.Input;

/// <summary>Reads the lists of a command, counts their entries, and reports what is skipped.</summary>
internal sealed class ListInput(InputForm form, Terminal terminal)
{
    private const int ShownSkips = 10;

    private byte[]? _piece;
    private long _skipped;

    public long LineCount { get; private set; }

    public long EntryCount { get; private set; }

    /// <summary>All addresses of the lists.</summary>
    /// <exception cref="CliException">A list is invalid; the exception is about the first one in the order of the lists.</exception>
    public AddressSet ReadSet(string[] files)
    {
        var sets = ReadAll(files);
        for (var i = 1; i < sets.Length; i++)
        {
            sets[0].Add(sets[i]);
        }

        return sets[0].ToAddressSet();
    }

    /// <summary>All addresses of the lists, as one builder for each processor that read some of them.</summary>
    /// <inheritdoc cref="ReadSet" path="/exception" />
    public AddressSetBuilder[] ReadAll(string[] files)
    {
        _piece ??= new byte[ListFile.BufferLength];
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

    /// <summary>Calls <paramref name="each"/> for each entry of a list, with its text.</summary>
    /// <exception cref="CliException">The list is invalid; the entries before the invalid one have been passed on.</exception>
    public void ReadEntries(string file, Action<AddressRange, string> each)
        => Read(file, new EntrySink(set: null, each, form.SkipInvalid ? fault => Skip(file, fault.Message()) : null));

    /// <summary>Checks what can only be checked after reading all lists, and reports how much was skipped.</summary>
    /// <exception cref="CliException">An option matched nothing in any list.</exception>
    public void Complete()
    {
        form.RefuseUnusedPaths();
        if (_skipped > 0)
        {
            terminal.Warn(string.Create(CultureInfo.InvariantCulture, $"{_skipped} entries were skipped"));
        }
    }

    private void Read(string file, EntrySink sink)
    {
        try
        {
            LineCount += ListFile.Read(new ListPart(file), form, sink, _piece ??= new byte[ListFile.BufferLength], terminal);
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
            terminal.Warn($"skipped: {InputFile.DisplayName(file)}, {message}");
        }
    }
}
