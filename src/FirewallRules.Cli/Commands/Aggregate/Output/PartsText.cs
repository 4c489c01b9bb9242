namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Writes a list in parts, each processor one of them at a time, in the order of the parts.</summary>
internal sealed class PartsText
{
    private const int PieceLength = 256 * 1024;

    // To be woken takes longer than a part does; but where the reader of the text is slow, waiting should cost nothing.
    private const int LooksBeforeSleep = 100;
    private const int SpinsBetweenLooks = 50;

    // Below that, threads take longer to start than there is to write.
    private const int WorthwhileCount = 64 * 1024;

    // More of them would only wait in memory for a slow reader.
    private const int MostLeft = 2;

    private readonly Stream _stream;
    private readonly AddressListParts _parts;
    private readonly object _gate = new();

    // The parts whose text is there before its turn, by their numbers; and room for text that is free again: of those left, and the one being written.
    private readonly PartText?[] _left;
    private readonly byte[][] _free;
    private readonly int _mostLeft;
    private int _leftCount;
    private int _freeCount;
    private int _next = -1;
    private int _turn;
    private bool _hasFailed;

    private PartsText(Stream stream, AddressListParts parts, int processors)
    {
        (_stream, _parts, _mostLeft) = (stream, parts, MostLeft * processors);
        (_left, _free) = (new PartText?[parts.Count + 1], new byte[_mostLeft + 1][]);
    }

    /// <summary>The fewest prefixes, one a line.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void WritePrefixes(Stream stream, AddressListParts parts)
    {
        var processors = parts.MaxPrefixCount < WorthwhileCount ? 1 : Processors.CountFor(parts.Count);
        var text = new PartsText(stream, parts, processors);
        Processors.Run(processors, _ => text.WriteSome());
    }

    private void WriteSome()
    {
        var hasEnded = false;
        try
        {
            var piece = new byte[PieceLength];
            while (Interlocked.Increment(ref _next) is var number && number < _parts.Count)
            {
                var part = new PartText(_parts.Open(number), piece);
                if (TryLeave(number, part))
                {
                    piece = Room();
                }
                else if (AwaitTurn(number))
                {
                    Write(part);
                }
                else
                {
                    break;
                }
            }

            hasEnded = true;
        }
        finally
        {
            if (!hasEnded)
            {
                Fail();
            }
        }
    }

    // Leaves a part to the one whose turn it is, instead of waiting for that to end.
    private bool TryLeave(int number, PartText part)
    {
        lock (_gate)
        {
            if (_turn == number || _leftCount == _mostLeft || _hasFailed)
            {
                return false;
            }

            _left[number] = part;
            _leftCount++;
            return true;
        }
    }

    private byte[] Room()
    {
        lock (_gate)
        {
            return _freeCount > 0 ? _free[--_freeCount] : new byte[PieceLength];
        }
    }

    // False if it will not come, because a part before this one failed.
    private bool AwaitTurn(int number)
    {
        for (var look = 0; look < LooksBeforeSleep && Volatile.Read(ref _turn) != number; look++)
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }

        lock (_gate)
        {
            while (_turn != number && !_hasFailed)
            {
                Monitor.Wait(_gate);
            }

            return _turn == number;
        }
    }

    // Writes the part whose turn it is, and those behind it that were left.
    private void Write(PartText part)
    {
        part.Write(_stream);
        while (EndTurn() is { } next)
        {
            next.Write(_stream);
            lock (_gate)
            {
                _free[_freeCount++] = next.Piece;
            }
        }
    }

    private PartText? EndTurn()
    {
        lock (_gate)
        {
            _turn++;
            Monitor.PulseAll(_gate);
            var next = _left[_turn];
            _left[_turn] = null;
            _leftCount -= next is null ? 0 : 1;
            return next;
        }
    }

    private void Fail()
    {
        lock (_gate)
        {
            _hasFailed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The text of a part, of which the first piece is there.</summary>
    private sealed class PartText(AddressListWriter lines, byte[] piece)
    {
        private readonly int _length = lines.Write(piece);

        public byte[] Piece => piece;

        public void Write(Stream stream)
        {
            for (var length = _length; length > 0; length = lines.Write(piece))
            {
                stream.Write(piece, 0, length);
            }
        }
    }
}
