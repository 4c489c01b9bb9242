using System.Runtime.InteropServices;

namespace FirewallRules.Cli.Applying;

/// <summary>Waits until someone confirms rules that were applied: with <c>fwrules confirm</c>, a key or a signal.</summary>
internal sealed class Confirmation : IDisposable
{
    // SIGUSR1 of Linux, on all processors that .NET runs on.
    private const int Signal = 10;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly PosixSignalRegistration _registration;
    private volatile bool _isSignalled;

    /// <summary>From now on the signal does not end this program. It counts only while this waits.</summary>
    public Confirmation() => _registration = PosixSignalRegistration.Create((PosixSignal)Signal, context =>
    {
        context.Cancel = true;
        _isSignalled = true;
    });

    /// <param name="folder">The folder of the run.</param>
    /// <param name="time">How long it waits.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="stop">Ends it without a confirmation.</param>
    /// <returns>What is decided.</returns>
    /// <exception cref="CliException">The watchdog has ended, so nothing would bring the former state back.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<ApplyDecision> WaitAsync(ApplyFolder folder, TimeSpan time, Terminal terminal, CancellationToken stop)
    {
        var end = Uptime.Now + time;
        folder.Write(ApplyFolder.Until, end);
        folder.Write(ApplyFolder.Waiting, Login.Current(terminal.Variable) + "\n");
        var hasKeys = ConfirmationKey.Listen();
        terminal.Notice(
            $"applied; the former rules return in {DurationText.Describe(time)}, unless you confirm that a new login works: run 'fwrules confirm' there"
                + $"{(hasKeys ? ", or press y here" : "")}, or send SIGUSR1 to process {Environment.ProcessId}");
        _isSignalled = false;
        while (folder.DecidedOn == ApplyDecision.None)
        {
            if (_isSignalled || (hasKeys && ConfirmationKey.IsPressed()))
            {
                return folder.Decide(ApplyDecision.Confirmed);
            }

            if (stop.IsCancellationRequested || Uptime.Now >= end)
            {
                return folder.Decide(stop.IsCancellationRequested ? ApplyDecision.Asked : ApplyDecision.Late);
            }

            if (!folder.IsLocked(ApplyFolder.Watching) && folder.DecidedOn == ApplyDecision.None)
            {
                throw CliException.Input("The watchdog has ended, and without it the former rules might not return: they return now.");
            }

            await Task.Delay(s_pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return folder.DecidedOn;
    }

    public void Dispose() => _registration.Dispose();
}
