namespace FirewallRules.Networks;

/// <summary>The lines of a list that start between two offsets, so that several threads can read one list.</summary>
/// <param name="Start">The first offset in bytes, inclusive. A line that starts before it belongs to the previous segment.</param>
/// <param name="End">
/// The last offset in bytes, exclusive; <see langword="null"/> for the end of the list. A line that starts before it is read to its end.
/// </param>
/// <remarks><c>default</c> is the whole list.</remarks>
internal readonly record struct ListSegment(long Start, long? End)
{
    private const long MinLength = 512 * 1024;
    private const int MaxCount = 4096;

    /// <summary>Divides a list of <paramref name="length"/> bytes. The last segment has no end, in case the list grows.</summary>
    public static ListSegment[] Split(long length)
    {
        var count = (int)Math.Clamp(length / MinLength, 1, MaxCount);
        var segments = new ListSegment[count];
        for (var i = 0; i < count; i++)
        {
            segments[i] = new(length / count * i, i == count - 1 ? null : length / count * (i + 1));
        }

        return segments;
    }
}
