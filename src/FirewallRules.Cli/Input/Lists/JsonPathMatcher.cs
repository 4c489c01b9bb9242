using System.Text.Json;

namespace FirewallRules.Cli.Input;

/// <summary>
/// Follows several paths through a document that is read once. The state of a node has a bit for each number of segments, of each path,
/// that lead to it; the state of a child follows from that of its parent. A node of state 0 and all below it is of no interest.
/// </summary>
internal sealed class JsonPathMatcher
{
    private const int Bits = 128;

    // A path takes a bit for each of its segments, which are the steps on, and one for where it ends.
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
            throw CliException.Usage($"--json-path: together the paths may have {Bits} names, indexes and '$'.");
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

    /// <summary>Whether a path leads to the node.</summary>
    public bool Selects(UInt128 state) => (state & _ends) != 0;

    /// <summary>What of a node's state shows that a path leads somewhere: to the node, or to each child where there happens to be none.</summary>
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
