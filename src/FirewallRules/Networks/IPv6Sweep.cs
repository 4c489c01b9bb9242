namespace FirewallRules.Networks;

/// <summary>Goes through the boundaries of a combination of two sets, see <see cref="Boundaries.Combine"/>, without making it.</summary>
internal struct IPv6Sweep(IPv6Boundaries a, IPv6Boundaries b, int truth)
{
    private IPv6Cursor _a = new(a);
    private IPv6Cursor _b = new(b);
    private bool _within;

    public IPv6Halves Current { get; private set; }

    public bool MoveNext()
    {
        while (!_a.IsAtEnd || !_b.IsAtEnd)
        {
            var at = _b.IsAtEnd || (!_a.IsAtEnd && _b.Current >= _a.Current) ? _a.Current : _b.Current;
            if (!_a.IsAtEnd && _a.Current == at)
            {
                _a.MoveNext();
            }

            if (!_b.IsAtEnd && _b.Current == at)
            {
                _b.MoveNext();
            }

            if (Boundaries.Inside(truth, _a.At, _b.At) != _within)
            {
                (_within, Current) = (!_within, at);
                return true;
            }
        }

        return false;
    }
}
