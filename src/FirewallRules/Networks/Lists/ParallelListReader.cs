namespace FirewallRules.Networks;

/// <summary>Reads one list, or one segment of a list, into a builder.</summary>
/// <param name="index">Which one, from 0.</param>
/// <param name="set">Receives the addresses.</param>
/// <param name="buffer">A buffer that no other thread uses.</param>
/// <returns><see langword="false"/> if it failed, so that those with a higher index need not be read.</returns>
internal delegate bool ReadList(int index, AddressSetBuilder set, byte[] buffer);

/// <summary>Reads lists, or segments of lists, on all processors. Each thread has its own builder, so memory grows with the number of threads.</summary>
internal sealed class ParallelListReader
{
    /// <summary>The length of the buffers in bytes.</summary>
    public const int BufferLength = 256 * 1024;

    /// <summary>Lists that are shorter in total, in bytes, are read faster by one thread.</summary>
    public const long MinLength = 4 * 1024 * 1024;

    // An estimate of the number of entries, so that the builders do not grow step by step.
    private const int ShortLineLength = 12;

    private readonly int _count;
    private readonly ReadList _read;
    private int _next = -1;
    private int _firstFailed = int.MaxValue;

    private ParallelListReader(int count, ReadList read) => (_count, _read) = (count, read);

    /// <summary>Whether lists of that total length are worth reading in parallel on this machine.</summary>
    public static bool IsWorthwhile(long length) => Environment.ProcessorCount > 1 && length >= MinLength;

    /// <summary>Reads all lists.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="length">Their total length in bytes.</param>
    /// <param name="buffer">The buffer of the calling thread.</param>
    /// <param name="read">Reads one of them. If one fails, all with a lower index are still read, in full.</param>
    /// <returns>The builders of all threads, compacted.</returns>
    public static AddressSetBuilder[] Read(int count, long length, byte[] buffer, ReadList read)
    {
        var sets = new AddressSetBuilder[ParallelWork.ThreadCount(count)];
        var capacity = (int)Math.Min(length / ShortLineLength / sets.Length, int.MaxValue);
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = new(capacity);
        }

        var reader = new ParallelListReader(count, read);
        ParallelWork.Run(sets.Length, i => reader.ReadUntilDone(sets[i], i == 0 ? buffer : new byte[BufferLength]));
        return sets;
    }

    // Indexes are taken in ascending order: when one fails, all before it have been taken already.
    private void ReadUntilDone(AddressSetBuilder set, byte[] buffer)
    {
        while (Interlocked.Increment(ref _next) is var index && index < _count && index < Volatile.Read(ref _firstFailed))
        {
            if (!_read(index, set, buffer))
            {
                SetFailed(index);
            }
        }

        set.Compact();
    }

    private void SetFailed(int index)
    {
        for (var known = Volatile.Read(ref _firstFailed); index < known;)
        {
            var previous = Interlocked.CompareExchange(ref _firstFailed, index, known);
            known = previous == known ? index : previous;
        }
    }
}
