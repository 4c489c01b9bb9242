namespace FirewallRules.Networks;

/// <summary>Formats the partitions of a list on several threads and writes them to a stream in their order.</summary>
internal sealed class PartitionedListWriter
{
    private const int BufferLength = 256 * 1024;

    // Waking a thread takes longer than formatting a partition, so a thread spins first; if the stream is slow, it sleeps.
    private const int MaxSpins = 100;
    private const int SpinIterations = 50;

    // Fewer prefixes are written faster by one thread.
    private const int MinParallelCount = 64 * 1024;

    // How many formatted partitions a thread may queue; more would only fill memory when the stream is slow.
    private const int MaxQueuedPerThread = 2;

    private readonly Stream _stream;
    private readonly AddressListPartitions _partitions;
    private readonly object _lock = new();

    // By number: the partitions whose first buffer is formatted and whose turn has not come.
    private readonly PartitionText?[] _queued;
    private readonly int _maxQueued;

    // Buffers for reuse: at most those of all queued partitions, and the one being written.
    private readonly byte[][] _freeBuffers;
    private int _queuedCount;
    private int _freeBufferCount;
    private int _next = -1;
    private int _turn;
    private bool _hasFailed;

    private PartitionedListWriter(Stream stream, AddressListPartitions partitions, int threads)
    {
        (_stream, _partitions, _maxQueued) = (stream, partitions, MaxQueuedPerThread * threads);
        (_queued, _freeBuffers) = (new PartitionText?[partitions.Count + 1], new byte[_maxQueued + 1][]);
    }

    /// <summary>Writes the minimal prefixes, one per line.</summary>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public static void Write(Stream stream, AddressListPartitions partitions)
    {
        var threads = partitions.MaxPrefixCount < MinParallelCount ? 1 : ParallelWork.ThreadCount(partitions.Count);
        var writer = new PartitionedListWriter(stream, partitions, threads);
        ParallelWork.Run(threads, _ => writer.WriteUntilDone());
    }

    private void WriteUntilDone()
    {
        var hasSucceeded = false;
        try
        {
            var buffer = new byte[BufferLength];
            while (Interlocked.Increment(ref _next) is var number && number < _partitions.Count)
            {
                var partition = new PartitionText(_partitions.Open(number), buffer);
                if (TryQueue(number, partition))
                {
                    buffer = TakeBuffer();
                }
                else if (WaitForTurn(number))
                {
                    Write(partition);
                }
                else
                {
                    break;
                }
            }

            hasSucceeded = true;
        }
        finally
        {
            if (!hasSucceeded)
            {
                SetFailed();
            }
        }
    }

    // Leaves a partition to the thread that is writing, instead of waiting for it.
    private bool TryQueue(int number, PartitionText partition)
    {
        lock (_lock)
        {
            if (_turn == number || _queuedCount == _maxQueued || _hasFailed)
            {
                return false;
            }

            _queued[number] = partition;
            _queuedCount++;
            return true;
        }
    }

    private byte[] TakeBuffer()
    {
        lock (_lock)
        {
            return _freeBufferCount > 0 ? _freeBuffers[--_freeBufferCount] : new byte[BufferLength];
        }
    }

    // False if the turn will never come, because writing has failed.
    private bool WaitForTurn(int number)
    {
        for (var spins = 0; spins < MaxSpins && Volatile.Read(ref _turn) != number; spins++)
        {
            Thread.SpinWait(SpinIterations);
        }

        lock (_lock)
        {
            while (_turn != number && !_hasFailed)
            {
                Monitor.Wait(_lock);
            }

            return _turn == number;
        }
    }

    // Writes the partition whose turn it is, and the queued ones that follow it directly.
    private void Write(PartitionText partition)
    {
        partition.WriteTo(_stream);
        while (EndTurn() is { } next)
        {
            next.WriteTo(_stream);
            lock (_lock)
            {
                _freeBuffers[_freeBufferCount++] = next.Buffer;
            }
        }
    }

    private PartitionText? EndTurn()
    {
        lock (_lock)
        {
            _turn++;
            Monitor.PulseAll(_lock);
            var next = _queued[_turn];
            _queued[_turn] = null;
            _queuedCount -= next is null ? 0 : 1;
            return next;
        }
    }

    private void SetFailed()
    {
        lock (_lock)
        {
            _hasFailed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The text of a partition, the first buffer of which is formatted.</summary>
    private sealed class PartitionText(AddressListWriter lines, byte[] buffer)
    {
        private readonly int _length = lines.Write(buffer);

        public byte[] Buffer => buffer;

        public void WriteTo(Stream stream)
        {
            for (var length = _length; length > 0; length = lines.Write(buffer))
            {
                stream.Write(buffer, 0, length);
            }
        }
    }
}
