using System.ComponentModel;

namespace FirewallRules.Cli.Applying;

/// <summary>Applies rules to this host, and lets the former ones return unless everything is as it should be.</summary>
/// <param name="firewall">The firewall.</param>
/// <param name="rules">The rules.</param>
/// <param name="home">The folder of this program.</param>
/// <param name="terminal">The standard streams.</param>
internal sealed class ApplyRun(HostFirewall firewall, RuleSet rules, ApplyHome home, Terminal terminal)
{
    // Enough for the files of a restoration on a file system that has become full.
    private const int ReserveBytes = 256 * 1024;

    // Loading a million prefixes takes less than a minute.
    private static readonly TimeSpan s_loading = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private bool _hasStarted;

    /// <summary>How long to wait for a confirmation; <see langword="null"/> if none is needed.</summary>
    public TimeSpan? Confirm { get; init; }

    /// <summary>Whether the rules stay even if those of others decide otherwise about their addresses.</summary>
    public bool AcceptsOverridden { get; init; }

    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">
    /// The rules are not applied: nothing was changed, or the former state is back if the message does not say otherwise.
    /// </exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = Interruption.StopInsteadOfEnding(cancellationToken);
        using var held = home.Lock();
        using var confirmation = new Confirmation();
        await RecoverAsync();
        var folder = Prepare();
        try
        {
            Watchdog.Arm(folder, terminal);
            if (stop.IsCancellationRequested)
            {
                terminal.Error("interrupted; nothing was changed");
                return ExitCode.Interrupted;
            }

            await LoadAsync(folder);
            if (ReadBack() is { } differs)
            {
                return differs;
            }

            var decision = stop.IsCancellationRequested ? folder.Decide(ApplyDecision.Asked)
                : Confirm is { } time ? await confirmation.WaitAsync(folder, time, terminal, stop.Token)
                : folder.Decide(ApplyDecision.Confirmed);
            return Report(decision);
        }
        finally
        {
            await EndAsync(folder);
        }
    }

    // The script fails without a change, or it is halfway: the restoration needs no difference.
    private async Task LoadAsync(ApplyFolder folder)
    {
        try
        {
            _hasStarted = true;
            var process = HostScriptRun.Start(folder, ApplyFolder.ApplyScript);
            while (!process.Ended.IsCompleted && folder.DecidedOn == ApplyDecision.None)
            {
                await Task.Delay(s_pause);
            }

            if (folder.DecidedOn != ApplyDecision.None)
            {
                throw CliException.Input($"Loading the {firewall.Name} takes longer than {DurationText.Describe(s_loading)}.");
            }

            if (await process.Ended is { IsSuccess: false } end)
            {
                var reason = folder.Lines(ApplyFolder.ApplyOutput) is [.., var last] ? $": {last.TrimEnd('.')}" : "";
                throw CliException.Input($"The {firewall.Name} could not be loaded: '{firewall.LoadCommand}' {end.Describe()}{reason}.");
            }
        }
        catch (Win32Exception e)
        {
            throw CliException.Input($"The {firewall.Name} could not be loaded, because /bin/sh cannot be started.", e);
        }
    }

    /// <returns>The exit code; <see langword="null"/> if the firewall does exactly what it should.</returns>
    private int? ReadBack()
    {
        var verification = firewall.Verify(firewall.Read(), rules);
        if (verification.Outcome == LiveVerificationOutcome.Equal)
        {
            return null;
        }

        terminal.Warn(verification.Findings.Select(VerificationText.Line));
        if (AcceptsOverridden && verification.Findings.All(finding => finding.Kind is LiveFindingKind.Overridden or LiveFindingKind.Unknown))
        {
            return null;
        }

        terminal.Error($"read back, the firewall does not do exactly what it should ({VerificationText.Summary(verification)}), so the former rules return");
        return verification.Outcome == LiveVerificationOutcome.Unknown ? ExitCode.Unknown : ExitCode.Different;
    }

    private int Report(ApplyDecision decision)
    {
        switch (decision)
        {
            case ApplyDecision.Confirmed:
                terminal.Notice($"the {firewall.Name} are applied{(Confirm is null ? "" : " and confirmed")}");
                return ExitCode.Ok;
            case ApplyDecision.Asked:
                terminal.Error("interrupted; the former rules return");
                return ExitCode.Interrupted;
            default:
                terminal.Error("nobody has confirmed the rules in time, so the former ones return");
                return ExitCode.Different;
        }
    }

    // What is confirmed stays; everything else ends here, whatever the reason.
    private async Task EndAsync(ApplyFolder folder)
    {
        if (!_hasStarted)
        {
            // Without it the watchdog ends and does nothing.
            File.Delete(folder.In(ApplyFolder.RestoreScript));
            home.Discard();
        }
        else if (folder.Decide(ApplyDecision.Asked) == ApplyDecision.Confirmed)
        {
            File.Delete(folder.In(ApplyFolder.Reserve));
        }
        else
        {
            await Restoration.CompleteAsync(folder);
            terminal.Notice("the firewall is as it was before");
        }
    }

    // The last run may have been killed together with its watchdog, or its watchdog may still be at work.
    private async Task RecoverAsync()
    {
        if (!home.Current.Exists || home.Current.IsFinished || home.Current.HasLoadedNothing)
        {
            return;
        }

        terminal.Notice("the last apply has ended without a decision: its former rules return first");
        if (home.Current.Decide(ApplyDecision.Died) != ApplyDecision.Confirmed)
        {
            await Restoration.CompleteAsync(home.Current);
        }
    }

    private ApplyFolder Prepare()
    {
        var stage = home.Stage();
        try
        {
            Write(stage, firewall.Read());
            home.MakeCurrent(stage);
            return home.Current;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(e);
        }
        finally
        {
            if (stage.Exists)
            {
                Directory.Delete(stage.Path, recursive: true);
            }
        }
    }

    private void Write(ApplyFolder stage, HostState live)
    {
        var path = home.Current.Path;
        stage.Write(ApplyFolder.Rules, firewall.Write(live, rules));
        stage.WriteScript(ApplyFolder.ApplyScript, writer => ApplyScript.Write(writer, path, firewall.LoadCommand));
        stage.WriteScript(ApplyFolder.RestoreScript, writer => RestoreScript.Write(writer, path, firewall.Name));
        stage.WriteScript(
            ApplyFolder.WatchdogScript, writer => WatchdogScript.Write(writer, path, LinuxProcess.Current, new FileInfo("/proc/self/ns/net").LinkTarget ?? ""));
        firewall.Keep(stage, path, live, rules);
        stage.Write(ApplyFolder.Until, Uptime.Now + s_loading);
        stage.Write(ApplyFolder.Restored, "restored\n");
        stage.Write(ApplyFolder.Failed, "failed\n");
        stage.Write(ApplyFolder.Working, "");
        stage.Write(ApplyFolder.Watching, "");
        stage.WriteReserve(ReserveBytes);
    }
}
