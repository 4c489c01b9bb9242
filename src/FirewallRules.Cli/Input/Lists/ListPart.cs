using FirewallRules.Networks;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Input;

/// <summary>A list, or a segment of one.</summary>
/// <param name="File">The file, or <c>-</c>.</param>
/// <param name="Segment">The lines to read; <see langword="null"/> for all of them.</param>
/// <param name="Handle">The open file, for a segment. All segments share it, so that a file that is replaced meanwhile is not mixed with the new one.</param>
internal readonly record struct ListPart(string File, ListSegment? Segment = null, SafeFileHandle? Handle = null)
{
    /// <summary>Whether other lines of the list come before these.</summary>
    public bool IsContinuation => Segment is { Start: > 0 };

    /// <summary>The segments of an open file.</summary>
    public static ListPart[] Split(string file, long length, SafeFileHandle handle)
    {
        var segments = ListSegment.Split(length);
        var parts = new ListPart[segments.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new(file, segments[i], handle);
        }

        return parts;
    }
}
