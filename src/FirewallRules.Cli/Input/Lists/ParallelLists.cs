using FirewallRules.Networks;

namespace FirewallRules.Cli.Input;

/// <summary>
/// Reads large lists on all processors, several of them or several segments of one at a time. The result, the errors and the notices are
/// the same as when the lists are read one after the other.
/// </summary>
internal sealed class ParallelLists
{
    // A list that is read in segments stays open. With more lists than this, there are enough to read one per processor.
    private const int MaxOpenFiles = 64;

    private readonly InputForm _form;
    private readonly Terminal _terminal;
    private readonly ListTally[] _tallies;
    private readonly FileStream?[] _openFiles;
    private readonly long _length;

    private ParallelLists(ListTally[] tallies, FileStream?[] openFiles, long length, InputForm form, Terminal terminal)
        => (_tallies, _openFiles, _length, _form, _terminal) = (tallies, openFiles, length, form, terminal);

    /// <summary>The reader of the lists; <see langword="null"/> if they are too short, or too few, to be read in parallel.</summary>
    public static ParallelLists? Over(string[] files, InputForm form, byte[] buffer, Terminal terminal)
    {
        var length = TotalLength(files);
        if (!ParallelListReader.IsWorthwhile(length))
        {
            return null;
        }

        // Arrays, because loading generic lists of these types takes longer than opening a file.
        var openFiles = new FileStream?[Math.Min(files.Length, MaxOpenFiles)];
        var parts = new ListPart[files.Length][];
        var (openCount, partCount) = (0, 0);
        for (var i = 0; i < files.Length; i++)
        {
            var file = files[i];
            if (openCount < openFiles.Length
                && new FileInfo(file).Length >= ParallelListReader.MinLength
                && OpenSplittable(file, form, buffer, terminal) is { } stream)
            {
                openFiles[openCount++] = stream;
                parts[i] = ListPart.Split(file, stream.Length, stream.SafeFileHandle);
            }
            else
            {
                parts[i] = [new ListPart(file)];
            }

            partCount += parts[i].Length;
        }

        return partCount > 1 ? new ParallelLists(Tallies(parts, partCount), openFiles, length, form, terminal) : null;
    }

    /// <param name="buffer">The buffer of the calling thread.</param>
    /// <param name="count">
    /// Receives the tallies in the order of the lists, up to the first that failed, and for each how many lines of the list are before it.
    /// </param>
    /// <returns>What each thread has collected.</returns>
    /// <exception cref="CliException">The first failure in the order of the lists.</exception>
    public AddressSetBuilder[] Read(byte[] buffer, Action<ListTally, long> count)
    {
        var sets = ParallelListReader.Read(_tallies.Length, _length, buffer, ReadOne);
        foreach (var file in _openFiles)
        {
            file?.Dispose();
        }

        var linesBefore = 0L;
        foreach (var tally in _tallies)
        {
            linesBefore = tally.Part.IsContinuation ? linesBefore : 0;
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

    // 0 if one of them is not a regular file: it may have no end.
    private static long TotalLength(string[] files)
    {
        // A loop, because LINQ is one more assembly to load for every list.
        var length = 0L;
        foreach (var file in files)
        {
            if (file.Length == 0 || new FileInfo(file) is not { Exists: true } info)
            {
                return 0;
            }

            length += info.Length;
        }

        return length;
    }

    // A failure is reported when the list is read.
    private static FileStream? OpenSplittable(string file, InputForm form, byte[] buffer, Terminal terminal)
    {
        try
        {
            return ListFile.OpenSplittable(file, form, buffer, terminal);
        }
        catch (Exception e) when (e is CliException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool ReadOne(int index, AddressSetBuilder set, byte[] buffer)
    {
        var tally = _tallies[index];
        try
        {
            var sink = new EntrySink(set, each: null, _form.SkipInvalid ? tally.Skip : null);
            tally.LineCount = ListFile.Read(tally.Part, _form, sink, buffer, _terminal);
            tally.EntryCount = sink.EntryCount;
            return true;
        }
        catch (Exception e) when (e is CliException or ListFormatException)
        {
            tally.Failure = e;
            return false;
        }
    }
}
