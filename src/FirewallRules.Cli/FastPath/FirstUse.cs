using System.Runtime.CompilerServices;
using FirewallRules.Networks;

namespace FirewallRules.Cli.FastPath;

/// <summary>
/// Prepares, on another processor, what takes longer than reading a short list: the signal handlers, the methods of the merge engine and the
/// output.
/// </summary>
internal static class FirstUse
{
    /// <summary>Starts the preparation. Without a second processor or another thread, only the signal handlers are set up, at once.</summary>
    public static void Begin(Action watchSignals, Terminal terminal)
    {
        if (Environment.ProcessorCount == 1 || !ParallelWork.TryStart(new Thread(() => Prepare(watchSignals, terminal)) { IsBackground = true }))
        {
            watchSignals();
        }
    }

    private static void Prepare(Action watchSignals, Terminal terminal)
    {
        // Native code needs no warm-up.
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            watchSignals();
            return;
        }

        EngineWarmUp.Run();
        watchSignals();
        WarmUpOutput(terminal);
    }

    // Writing nothing loads what the first lines need.
    private static void WarmUpOutput(Terminal terminal)
    {
        try
        {
            using var output = terminal.OpenOutput();
            output.Write([], 0, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is reported when there is something to write.
        }
    }
}
