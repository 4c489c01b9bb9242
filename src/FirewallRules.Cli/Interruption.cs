using System.Runtime.InteropServices;

namespace FirewallRules.Cli;

/// <summary>Ends the process on Ctrl-C and on a request to terminate, without leaving a temporary file behind.</summary>
internal static class Interruption
{
    private const int Completed = 1;
    private const int Interrupted = 2;

    // A registration that nothing refers to is undone.
    private static PosixSignalRegistration[]? s_registrations;

    private static string? s_temporaryFile;
    private static CancellationTokenSource? s_stop;

    // How the process ends, once it does.
    private static int s_end;

    /// <summary>Begins to watch, up to the end of the process.</summary>
    public static void Watch(Func<TextWriter> openError)
        => s_registrations = [Register(PosixSignal.SIGINT, openError), Register(PosixSignal.SIGTERM, openError), Register(PosixSignal.SIGHUP, openError)];

    /// <summary>Ends the time in which the program can be interrupted. If it just was, this does not return.</summary>
    public static void Complete()
    {
        if (Interlocked.CompareExchange(ref s_end, Completed, 0) == Interrupted)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Names the file to delete if the process is interrupted; null when there is none.</summary>
    public static void Guard(string? temporaryFile) => Volatile.Write(ref s_temporaryFile, temporaryFile);

    /// <summary>Lets the first signal cancel what is given back, for commands that have something to bring to its end; the second ends the process.</summary>
    public static CancellationTokenSource StopInsteadOfEnding(CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref s_stop, stop);
        return stop;
    }

    private static PosixSignalRegistration Register(PosixSignal signal, Func<TextWriter> openError)
        => PosixSignalRegistration.Create(signal, context => End(context, openError));

    private static void End(PosixSignalContext context, Func<TextWriter> openError)
    {
        if (Interlocked.Exchange(ref s_stop, null) is { } stop)
        {
            context.Cancel = true;
            openError().WriteLine("fwrules: stopping");
            stop.Cancel();
            return;
        }

        if (Interlocked.CompareExchange(ref s_end, Interrupted, 0) is var end and > 0)
        {
            // A second signal ends a process that the first one could not.
            context.Cancel = end == Completed;
            return;
        }

        if (Volatile.Read(ref s_temporaryFile) is { } file)
        {
            File.Delete(file);
        }

        try
        {
            openError().WriteLine("fwrules: interrupted");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told; the exit code still says it.
        }

        Environment.Exit(ExitCode.Interrupted);
    }
}
