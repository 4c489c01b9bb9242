using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Writes a list in parts, each processor one of them at a time, in the order of the parts.</summary>
internal sealed class PartsText
{
    private const int PieceLength = 256 * 1024;

    // To be woken takes longer than a part does; but where the reader of the text is slow, waiting should cost nothing.
    private const int LooksBeforeSleep = 100;
    private const int SpinsBetweenLooks = 50;

    private readonly Stream _stream;
    private readonly AddressListParts _parts;
    private readonly object _gate = new();
    private int _next = -1;
    private int _turn;
    private bool _hasFailed;

    private PartsText(Stream stream, AddressListParts parts) => (_stream, _parts) = (stream, parts);

    /// <summary>The fewest prefixes, one a line.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void WritePrefixes(Stream stream, AddressListParts parts)
    {
        var text = new PartsText(stream, parts);
        Processors.Run(Processors.CountFor(parts.Count), _ => text.WriteSome());
    }

    private void WriteSome()
    {
        var hasEnded = false;
        try
        {
            var piece = new byte[PieceLength];
            while (Interlocked.Increment(ref _next) is var part && part < _parts.Count)
            {
                var writer = _parts.Open(part);
                var length = writer.Write(piece);
                if (!AwaitTurn(part))
                {
                    break;
                }

                for (; length > 0; length = writer.Write(piece))
                {
                    _stream.Write(piece, 0, length);
                }

                EndTurn();
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

    // False if it will not come, because a part before this one failed.
    private bool AwaitTurn(int part)
    {
        for (var look = 0; look < LooksBeforeSleep && Volatile.Read(ref _turn) != part; look++)
        {
            Thread.SpinWait(SpinsBetweenLooks);
        }

        lock (_gate)
        {
            while (_turn != part && !_hasFailed)
            {
                Monitor.Wait(_gate);
            }

            return _turn == part;
        }
    }

    private void EndTurn()
    {
        lock (_gate)
        {
            _turn++;
            Monitor.PulseAll(_gate);
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
}
