using System.Runtime.InteropServices;

namespace FirewallRules.Cli;

/// <summary>Ends the process on Ctrl-C and on a request to terminate, without leaving a temporary file behind.</summary>
internal sealed class Interruption : IDisposable
{
    private static string? s_temporaryFile;
    private static CancellationTokenSource? s_stop;

    private readonly PosixSignalRegistration[] _registrations;

    private Interruption(TextWriter error)
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, context => End(context, error)))];
    }

    public static Interruption Watch(TextWriter error) => new(error);

    /// <summary>Names the file to delete if the process is interrupted; null when there is none.</summary>
    public static void Guard(string? temporaryFile) => Volatile.Write(ref s_temporaryFile, temporaryFile);

    /// <summary>Lets the first signal cancel what is given back, for commands that have something to bring to its end; the second ends the process.</summary>
    public static CancellationTokenSource StopInsteadOfEnding(CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref s_stop, stop);
        return stop;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static void End(PosixSignalContext context, TextWriter error)
    {
        if (Interlocked.Exchange(ref s_stop, null) is { } stop)
        {
            context.Cancel = true;
            error.WriteLine("fwrules: stopping");
            stop.Cancel();
            return;
        }

        if (Volatile.Read(ref s_temporaryFile) is { } file)
        {
            File.Delete(file);
        }

        error.WriteLine("fwrules: interrupted");
        Environment.Exit(ExitCode.Interrupted);
    }
}
