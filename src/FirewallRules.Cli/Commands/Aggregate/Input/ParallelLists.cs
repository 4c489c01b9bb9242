using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>
/// Reads several files at the same time, one a processor. What comes of it, errors and notices included, is what reading one after the
/// other gives. Each processor has a set of its own, so that memory grows with their number and not with that of the files.
/// </summary>
internal sealed class ParallelLists(string[] files, InputForm form, Terminal terminal)
{
    // Below that, threads take longer to start than there is to read.
    private const long WorthwhileLength = 4 * 1024 * 1024;

    private readonly ListTally[] _tallies = [.. files.Select(file => new ListTally(file))];
    private int _next = -1;
    private int _failed = int.MaxValue;

    /// <summary>Whether there are files enough, of a size that is worth the threads.</summary>
    public static bool Helps(string[] files)
    {
        if (files.Length == 1 || Environment.ProcessorCount == 1)
        {
            return false;
        }

        // In loops: LINQ would be one more assembly to load for every list.
        var length = 0L;
        foreach (var file in files)
        {
            if (!File.Exists(file))
            {
                return false;
            }

            length += new FileInfo(file).Length;
        }

        return length >= WorthwhileLength;
    }

    /// <param name="count">Gets the tallies in the order of the files, up to the first that failed.</param>
    /// <exception cref="CliException">The first failure in the order of the files.</exception>
    public AddressSet Read(Action<ListTally> count)
    {
        var sets = new AddressSet[Math.Min(Environment.ProcessorCount, files.Length)];
        Parallel.For(0, sets.Length, new ParallelOptions { MaxDegreeOfParallelism = sets.Length }, worker => sets[worker] = ReadSome());
        foreach (var tally in _tallies)
        {
            count(tally);
            if (tally.Failure is { } failure)
            {
                throw failure;
            }
        }

        return sets.Aggregate((all, set) => all.Union(set));
    }

    // Files are taken in their order: where one fails, all before it have been taken, and those behind it do not matter.
    private AddressSet ReadSome()
    {
        var set = new AddressSetBuilder();
        var piece = new byte[ListFile.PieceLength];
        while (Interlocked.Increment(ref _next) is var index && index < files.Length && index < Volatile.Read(ref _failed))
        {
            var tally = _tallies[index];
            try
            {
                var sink = new EntrySink(set, each: null, form.SkipInvalid ? tally.Skip : null);
                tally.LineCount = ListFile.Read(files[index], form, sink, piece, terminal);
                tally.EntryCount = sink.EntryCount;
            }
            catch (CliException e)
            {
                tally.Failure = e;
                Fail(index);
            }
        }

        return set.ToAddressSet();
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
