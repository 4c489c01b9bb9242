using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>A list, or the lines of it that start between two places.</summary>
/// <param name="File">The file, or <c>-</c>.</param>
/// <param name="Start">Where the part starts, in bytes; a line that starts before is not of it.</param>
/// <param name="End">Where it ends, in bytes; a line that starts before is still of it. Null for the end of the list.</param>
/// <param name="Handle">
/// The open file, for a part: opened by name for each, a file that is replaced meanwhile would be read half as it was and half as it is.
/// </param>
internal readonly record struct ListPart(string File, long Start = 0, long? End = null, SafeFileHandle? Handle = null)
{
    private const long LeastLength = 512 * 1024;
    private const int MostParts = 4096;

    /// <summary>Parts of a list of lines that is so many bytes long; the last goes on to its end, should it grow.</summary>
    public static ListPart[] Of(string file, long length, SafeFileHandle? handle)
    {
        var count = (int)Math.Clamp(length / LeastLength, 1, MostParts);
        var parts = new ListPart[count];
        for (var i = 0; i < count; i++)
        {
            parts[i] = new(file, length / count * i, i == count - 1 ? null : length / count * (i + 1), handle);
        }

        return parts;
    }
}
