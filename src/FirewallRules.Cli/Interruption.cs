using System.Runtime.InteropServices;

namespace FirewallRules.Cli;

/// <summary>Ends the process on Ctrl-C and on a request to terminate, without leaving a temporary file behind.</summary>
internal static class Interruption
{
    private const int Completed = 1;
    private const int Interrupted = 2;

    // A registration that is garbage-collected ends.
    private static PosixSignalRegistration[]? s_registrations;

    private static string? s_temporaryFile;
    private static CancellationTokenSource? s_stop;

    private static volatile bool s_isTerminated;

    // Completed or Interrupted, whichever came first; 0 before that.
    private static int s_end;

    /// <summary>Whether the first signal was a request to terminate, as a service manager sends it, and not Ctrl-C.</summary>
    public static bool IsTerminated => s_isTerminated;

    /// <summary>Handles signals until the process ends.</summary>
    public static void Watch(Terminal terminal)
        => s_registrations =
        [
            Register(PosixSignal.SIGINT, terminal),
            Register(PosixSignal.SIGTERM, terminal),
            Register(PosixSignal.SIGHUP, terminal),
        ];

    /// <summary>Ends the period in which the program can be interrupted. If it has just been interrupted, this does not return.</summary>
    public static void Complete()
    {
        if (Interlocked.CompareExchange(ref s_end, Completed, 0) == Interrupted)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Sets the file to delete if the process is interrupted; null for none.</summary>
    public static void Guard(string? temporaryFile) => Volatile.Write(ref s_temporaryFile, temporaryFile);

    /// <summary>The first signal cancels the returned source, for commands that have work to complete; the second one ends the process.</summary>
    public static CancellationTokenSource StopInsteadOfEnding(CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref s_stop, stop);
        return stop;
    }

    private static PosixSignalRegistration Register(PosixSignal signal, Terminal terminal)
        => PosixSignalRegistration.Create(signal, context => End(context, terminal));

    private static void End(PosixSignalContext context, Terminal terminal)
    {
        if (Interlocked.Exchange(ref s_stop, null) is { } stop)
        {
            context.Cancel = true;
            s_isTerminated = context.Signal == PosixSignal.SIGTERM;
            terminal.Notice("stopping");
            stop.Cancel();
            return;
        }

        if (Interlocked.CompareExchange(ref s_end, Interrupted, 0) is var end and > 0)
        {
            // A second signal ends the process where the first one could not.
            context.Cancel = end == Completed;
            return;
        }

        if (Volatile.Read(ref s_temporaryFile) is { } file)
        {
            File.Delete(file);
        }

        terminal.Error("interrupted");
        Environment.Exit(ExitCode.Interrupted);
    }
}
