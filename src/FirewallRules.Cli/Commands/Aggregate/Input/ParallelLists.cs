namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>
/// Reads large lists on all processors, several of them or several parts of one at a time. What comes of it, errors and notices included,
/// is what reading one after the other gives. Each processor has a set of its own, so that memory grows with their number and not with
/// that of the lists.
/// </summary>
internal sealed class ParallelLists
{
    // Below that, threads take longer to start than there is to read.
    private const long WorthwhileLength = 4 * 1024 * 1024;

    // Room for as many entries as there may be, where they do not merge, saves making more and more of it.
    private const int ShortLine = 12;

    // Lists that are read in parts stay open; of more lists than that, there are enough to read one a processor.
    private const int MostOpen = 64;

    private readonly InputForm _form;
    private readonly Terminal _terminal;
    private readonly ListTally[] _tallies;
    private readonly FileStream?[] _open;
    private readonly long _length;
    private int _next = -1;
    private int _failed = int.MaxValue;

    private ParallelLists(ListTally[] tallies, FileStream?[] open, long length, InputForm form, Terminal terminal)
        => (_tallies, _open, _length, _form, _terminal) = (tallies, open, length, form, terminal);

    /// <summary>What reads the lists, where there is enough to read at the same time; null where there is not.</summary>
    public static ParallelLists? Over(string[] files, InputForm form, byte[] piece, Terminal terminal)
    {
        var length = LengthOf(files);
        if (Environment.ProcessorCount == 1 || length < WorthwhileLength)
        {
            return null;
        }

        // In arrays: loading lists of these would take longer than opening a file.
        var open = new FileStream?[Math.Min(files.Length, MostOpen)];
        var parts = new ListPart[files.Length][];
        var (openCount, partCount) = (0, 0);
        for (var i = 0; i < files.Length; i++)
        {
            var file = files[i];
            if (openCount < open.Length && new FileInfo(file).Length >= WorthwhileLength && OpenDivisible(file, form, piece, terminal) is { } stream)
            {
                open[openCount++] = stream;
                parts[i] = ListPart.Of(file, stream.Length, stream.SafeFileHandle);
            }
            else
            {
                parts[i] = [new ListPart(file)];
            }

            partCount += parts[i].Length;
        }

        return partCount > 1 ? new ParallelLists(Tallies(parts, partCount), open, length, form, terminal) : null;
    }

    /// <param name="piece">Room for a piece of a list.</param>
    /// <param name="count">Gets the tallies in the order of the lists, up to the first that failed.</param>
    /// <returns>What each processor has collected.</returns>
    /// <exception cref="CliException">The first failure in the order of the lists.</exception>
    public AddressSetBuilder[] Read(byte[] piece, Action<ListTally, long> count)
    {
        var sets = new AddressSetBuilder[Processors.CountFor(_tallies.Length)];
        var expected = (int)Math.Min(_length / ShortLine / sets.Length, int.MaxValue);
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = new(expected);
        }

        Processors.Run(sets.Length, i => ReadSome(sets[i], i == 0 ? piece : new byte[ListFile.PieceLength]));

        foreach (var file in _open)
        {
            file?.Dispose();
        }

        var linesBefore = 0L;
        foreach (var tally in _tallies)
        {
            linesBefore = tally.Part.Start == 0 ? 0 : linesBefore;
            count(tally, linesBefore);
            linesBefore += tally.LineCount;
        }

        return sets;
    }

    private static ListTally[] Tallies(ListPart[][] parts, int count)
    {
        var tallies = new ListTally[count];
        var at = 0;
        foreach (var ofList in parts)
        {
            foreach (var part in ofList)
            {
                tallies[at++] = new ListTally(part);
            }
        }

        return tallies;
    }

    // None where one of them is no file, and may have no end.
    private static long LengthOf(string[] files)
    {
        // In loops: LINQ would be one more assembly to load for every list.
        var length = 0L;
        foreach (var file in files)
        {
            var info = new FileInfo(file);
            if (!info.Exists)
            {
                return 0;
            }

            length += info.Length;
        }

        return length;
    }

    // What is wrong with it is said when it is read.
    private static FileStream? OpenDivisible(string file, InputForm form, byte[] piece, Terminal terminal)
    {
        try
        {
            return ListFile.OpenDivisible(file, form, piece, terminal);
        }
        catch (Exception e) when (e is CliException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Lists are taken in their order: where one fails, all before it have been taken, and those behind it do not matter.
    private void ReadSome(AddressSetBuilder set, byte[] piece)
    {
        while (Interlocked.Increment(ref _next) is var index && index < _tallies.Length && index < Volatile.Read(ref _failed))
        {
            var tally = _tallies[index];
            try
            {
                var sink = new EntrySink(set, each: null, _form.SkipInvalid ? tally.Skip : null);
                tally.LineCount = ListFile.Read(tally.Part, _form, sink, piece, _terminal);
                tally.EntryCount = sink.EntryCount;
            }
            catch (Exception e) when (e is CliException or ListFormatException)
            {
                tally.Failure = e;
                Fail(index);
            }
        }

        set.Compact();
    }

    private void Fail(int index)
    {
        for (var known = Volatile.Read(ref _failed); index < known;)
        {
            var before = Interlocked.CompareExchange(ref _failed, index, known);
            known = before == known ? index : before;
        }
    }
}
