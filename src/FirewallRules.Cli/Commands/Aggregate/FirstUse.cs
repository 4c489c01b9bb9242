using System.Runtime.CompilerServices;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>
/// What else is to be done before a list is read, or then before it is written, takes longer than a short list does: to watch for signals,
/// and to find what methods need and compile some of them. Another processor does it while this one goes on.
/// </summary>
internal static class FirstUse
{
    /// <summary>Begins. Where there is no other processor, or no thread is to be had, only signals are watched for, at once.</summary>
    public static void Begin(Action watchSignals, Terminal terminal)
    {
        if (Environment.ProcessorCount == 1 || !Processors.TryStart(new Thread(() => Prepare(watchSignals, terminal)) { IsBackground = true }))
        {
            watchSignals();
        }
    }

    private static void Prepare(Action watchSignals, Terminal terminal)
    {
        // A native program has nothing to find.
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            watchSignals();
            return;
        }

        Merge();
        watchSignals();
        GetOutputReady(terminal);
    }

    // By writing nothing, which takes as long as the first lines do.
    private static void GetOutputReady(Terminal terminal)
    {
        try
        {
            using var output = terminal.OpenOutput();
            output.Write([], 0, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It will be said where there is something to write.
        }
    }

    /// <summary>Merges a few lines, of IPv4 alone: for lists that have no other, getting ready for both would take longer than it saves.</summary>
    /// <returns>How many bytes came of them.</returns>
    internal static int Merge()
    {
        // A line is read at once only where there is text to reach into behind it. The last ones, which have none, are read one by one.
        var lines = "10.0.0.0/8\n192.0.2.1\n10.1.2.3\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n10.0.0.0/8\n192.0.2.1\n10.1.2.3\n"u8;
        var set = new AddressSetBuilder();
        var reader = new AddressListReader(into: set);
        reader.Append(lines);
        reader.End();
        return new AddressListWriter(set).Write(new byte[4 * AddressListWriter.MinPieceLength]);
    }
}
