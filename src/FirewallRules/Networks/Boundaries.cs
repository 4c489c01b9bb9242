using System.Buffers;
using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// Sets of numbers as ascending boundaries: the first number of a range, the first number after it, the first number of the next range, and so
/// on. With an odd count, the last range extends to the end of the space. So no boundary overflows, adjacent ranges are always merged, and
/// every set operation is one pass over both operands.
/// </summary>
internal static class Boundaries
{
    /// <summary>The numbers that are in the first set and not in the second, see <see cref="Combine"/>.</summary>
    public const int InFirstOnly = 0b0010;

    /// <summary>The numbers that are in the second set and not in the first.</summary>
    public const int InSecondOnly = 0b0100;

    /// <summary>The numbers that are in both sets.</summary>
    public const int InBoth = 0b1000;

    /// <summary>The union.</summary>
    public const int InEither = InFirstOnly | InSecondOnly | InBoth;

    /// <summary>Combines two sets. Bit <c>inA + 2 * inB</c> of <paramref name="operation"/> is set if such a number is in the result.</summary>
    public static T[] Combine<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int operation)
        where T : unmanaged, IBinaryInteger<T>
    {
        var buffer = ArrayPool<T>.Shared.Rent(a.Length + b.Length);
        var count = 0;
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            var at = j == b.Length || (i < a.Length && a[i] <= b[j]) ? a[i] : b[j];
            i += i < a.Length && a[i] == at ? 1 : 0;
            j += j < b.Length && b[j] == at ? 1 : 0;
            if (IsInResult(operation, i, j) != ((count & 1) == 1))
            {
                buffer[count++] = at;
            }
        }

        var result = buffer.AsSpan(0, count).ToArray();
        ArrayPool<T>.Shared.Return(buffer);
        return result;
    }

    /// <summary>All numbers of both sets.</summary>
    public static T[] Union<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IBinaryInteger<T>
        => b.IsEmpty ? a.ToArray() : a.IsEmpty ? b.ToArray() : Combine(a, b, InEither);

    /// <summary>Whether the combination of two sets contains any number. Stops at the first one.</summary>
    public static bool Any<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int operation)
        where T : unmanaged, IBinaryInteger<T>
    {
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            var at = j == b.Length || (i < a.Length && a[i] <= b[j]) ? a[i] : b[j];
            i += i < a.Length && a[i] == at ? 1 : 0;
            j += j < b.Length && b[j] == at ? 1 : 0;
            if (IsInResult(operation, i, j))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All numbers of the space that are not in the set.</summary>
    public static T[] Complement<T>(ReadOnlySpan<T> set)
        where T : unmanaged, IBinaryInteger<T>
        => !set.IsEmpty && T.IsZero(set[0]) ? set[1..].ToArray() : [T.Zero, .. set];

    /// <summary>Whether every number from <paramref name="first"/> to <paramref name="last"/>, both inclusive, is in the set.</summary>
    public static bool ContainsAll<T>(ReadOnlySpan<T> set, T first, T last)
        where T : unmanaged, IBinaryInteger<T>
    {
        var crossed = CountUpTo(set, first);
        return (crossed & 1) == 1 && (crossed == set.Length || set[crossed] > last);
    }

    /// <summary>Whether any number from <paramref name="first"/> to <paramref name="last"/>, both inclusive, is in the set.</summary>
    public static bool ContainsAny<T>(ReadOnlySpan<T> set, T first, T last)
        where T : unmanaged, IBinaryInteger<T>
    {
        var crossed = CountUpTo(set, first);
        return (crossed & 1) == 1 || (crossed < set.Length && set[crossed] <= last);
    }

    /// <summary>The last number of the range that starts at the even index <paramref name="index"/>.</summary>
    public static T LastOfRange<T>(ReadOnlySpan<T> set, int index)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        => index + 1 < set.Length ? set[index + 1] - T.One : T.MaxValue;

    /// <summary>Whether numbers after <paramref name="i"/> boundaries of one set and <paramref name="j"/> of the other are in the result.</summary>
    public static bool IsInResult(int operation, int i, int j) => ((operation >> ((i & 1) | ((j & 1) << 1))) & 1) == 1;

    private static int CountUpTo<T>(ReadOnlySpan<T> set, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var found = set.BinarySearch(value);
        return found >= 0 ? found + 1 : ~found;
    }
}
