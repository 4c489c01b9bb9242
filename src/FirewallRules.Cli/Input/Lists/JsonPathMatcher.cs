using System.Text.Json;

namespace FirewallRules.Cli.Input;

/// <summary>
/// Matches several paths while a document is read once. The state of a node has one bit for each prefix of each path that matches the node;
/// the state of a child follows from that of its parent. A node with state 0, and everything below it, matches nothing.
/// </summary>
internal sealed class JsonPathMatcher
{
    private const int Bits = 128;

    // A path takes one bit for each of its segments, which lead to the next state, and one for its end.
    private readonly JsonPathSegment?[] _steps;
    private readonly UInt128 _ends;
    private readonly UInt128 _wildcards;

    /// <exception cref="CliException">The paths have too many segments.</exception>
    public JsonPathMatcher(IReadOnlyList<JsonPath> paths)
    {
        Paths = paths;
        _steps = [.. paths.SelectMany(path => path.Segments.Append<JsonPathSegment?>(null))];
        if (_steps.Length > Bits)
        {
            throw CliException.Usage($"--json-path: the paths together can have at most {Bits} names, indexes and '$'.");
        }

        for (var bit = 0; bit < _steps.Length; bit++)
        {
            Root |= bit == 0 || _steps[bit - 1] is null ? UInt128.One << bit : 0;
            _ends |= _steps[bit] is null ? UInt128.One << bit : 0;
            _wildcards |= _steps[bit] is { IsWildcard: true } ? UInt128.One << bit : 0;
        }
    }

    public IReadOnlyList<JsonPath> Paths { get; }

    /// <summary>The state of the document itself.</summary>
    public UInt128 Root { get; }

    /// <summary>The state of a member of an object.</summary>
    public UInt128 Member(UInt128 parent, ref Utf8JsonReader name)
    {
        UInt128 state = 0;
        for (var open = parent & ~_ends; open != 0; open &= open - 1)
        {
            var bit = (int)UInt128.TrailingZeroCount(open);
            state |= Next(bit, _steps[bit]!.TakesMember(ref name));
        }

        return state;
    }

    /// <summary>The state of an element of an array.</summary>
    public UInt128 Element(UInt128 parent, int index)
    {
        UInt128 state = 0;
        for (var open = parent & ~_ends; open != 0; open &= open - 1)
        {
            var bit = (int)UInt128.TrailingZeroCount(open);
            state |= Next(bit, _steps[bit]!.TakesElement(index));
        }

        return state;
    }

    /// <summary>Whether a path matches the node.</summary>
    public bool Selects(UInt128 state) => (state & _ends) != 0;

    /// <summary>The bits of a node's state which show that a path matches: the node itself, or all children where there are none.</summary>
    public UInt128 Arrivals(UInt128 state, bool isEmpty) => state & (_ends | (isEmpty ? _wildcards : 0));

    /// <summary>Whether the path of this number is among the arrivals.</summary>
    public bool Arrived(UInt128 arrivals, int path)
    {
        var start = Paths.Take(path).Sum(other => other.Segments.Count + 1);
        var bits = Paths[path].Segments.Count + 1;
        return (arrivals >> start & (UInt128.MaxValue >> (Bits - bits))) != 0;
    }

    private UInt128 Next(int bit, bool taken)
        => (taken ? UInt128.One << (bit + 1) : 0) | (_steps[bit]!.IsDeep ? UInt128.One << bit : 0);
}
