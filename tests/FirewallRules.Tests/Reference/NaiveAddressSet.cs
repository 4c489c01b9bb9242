namespace FirewallRules.Tests.Reference;

/// <summary>A set over a small universe that stores the membership of each address, and computes everything from that.</summary>
public sealed class NaiveAddressSet
{
    private readonly SmallUniverse _universe;
    private readonly bool[] _members;

    public NaiveAddressSet(SmallUniverse universe, Func<int, bool> isMember)
    {
        _universe = universe;
        _members = [.. Enumerable.Range(0, universe.Size).Select(isMember)];
    }

    public int Count => _members.Count(member => member);

    public static NaiveAddressSet OfMask(SmallUniverse universe, int mask) => new(universe, i => ((mask >> i) & 1) == 1);

    public static NaiveAddressSet OfRandom(SmallUniverse universe, Random random)
    {
        // Ranges rather than noise: a fair coin for each address would hardly ever make a long prefix.
        var (stay, inside) = (random.NextDouble(), random.Next(2) == 0);
        return new(universe, _ => inside = random.NextDouble() < stay ? inside : !inside);
    }

    public bool Contains(int number) => _members[number];

    public NaiveAddressSet Combine(NaiveAddressSet other, Func<bool, bool, bool> truth) => new(_universe, i => truth(_members[i], other._members[i]));

    public NaiveAddressSet Complement() => new(_universe, i => !_members[i]);

    public bool Any(NaiveAddressSet other, Func<bool, bool, bool> truth) => Combine(other, truth).Count > 0;

    /// <summary>Halves the universe until a half is wholly in the set or wholly out of it.</summary>
    public IEnumerable<Cidr> MinimalPrefixes() => MinimalPrefixes(0, _universe.Bits);

    public IEnumerable<(int First, int Last)> Ranges()
    {
        var first = -1;
        for (var i = 0; i <= _members.Length; i++)
        {
            var member = i < _members.Length && _members[i];
            if (member && first < 0)
            {
                first = i;
            }
            else if (!member && first >= 0)
            {
                yield return (first, i - 1);
                first = -1;
            }
        }
    }

    /// <summary>The set under test with the same members, made of single addresses.</summary>
    public AddressSet ToAddressSet()
    {
        var builder = new AddressSetBuilder();
        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i])
            {
                builder.Add(_universe.Prefix(i, 0));
            }
        }

        return builder.ToAddressSet();
    }

    private IEnumerable<Cidr> MinimalPrefixes(int first, int open)
    {
        var members = _members.AsSpan(first, 1 << open);
        if (!members.Contains(false))
        {
            return [_universe.Prefix(first, open)];
        }

        return members.Contains(true) ? MinimalPrefixes(first, open - 1).Concat(MinimalPrefixes(first + (1 << (open - 1)), open - 1)) : [];
    }
}
