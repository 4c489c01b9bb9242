using System.CommandLine;
using FirewallRules.Cli.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FirewallRules.Cli.Commands;

/// <summary>Fetches a document at intervals, and runs a command for each new version.</summary>
internal sealed class WatchCommand
{
    public const string Name = "watch";

    public const string Examples =
        """
        fwrules watch --exec '/usr/local/sbin/apply-datadog-rules' --exec-timeout 10m
        fwrules watch --shell --exec 'fwrules generate logs --document "$FWRULES_NEW" --format nftables --output dd.nft && nft -f dd.nft'
        fwrules watch --site eu1 --interval 6h --name report --exec 'mail-the-difference.sh'
        fwrules watch --once --exec '/usr/local/sbin/apply-datadog-rules'

        The environment of the command contains FWRULES_SITE, FWRULES_NEW (the file with the new document), FWRULES_NEW_VERSION and, except
        for the first version, FWRULES_OLD and FWRULES_OLD_VERSION. FWRULES_NEW_FILE and FWRULES_OLD_FILE are other names of the files, which
        exist until the command ends. Its standard input is empty. If it fails, it is run again after growing delays, so it must be safe to
        repeat. Only one runs at a time, even if fwrules is killed while it runs (except on Windows): then the next run waits until it ends.
        A failed fetch is reported once, and again when the reason changes or after a day.
        SIGTERM and Ctrl-C wait for a running command; a second signal leaves it running. After SIGTERM the exit code is 0, after Ctrl-C 130.
        """;

    private readonly Option<string> _exec = new("--exec")
    {
        Required = true,
        HelpName = "CMD",
        Description = "The command to run. It is split into words at blanks, with quotes and backslashes as in a shell, but not run by a shell.",
    };

    private readonly Option<bool> _shell = new("--shell") { Description = "Run the command with a shell: sh -c, or cmd /c on Windows." };
    private readonly Option<string?> _execTimeout = new("--exec-timeout")
    {
        HelpName = "TIME",
        Description = "End a command that runs longer than this, such as 90s or 10m, with SIGTERM and 10 seconds later with SIGKILL, together "
            + "with what it has started. It has failed then (default: no limit, because a slow change is better than half of one).",
    };

    private readonly Option<bool> _once = new("--once")
    {
        Description = "Check once and end, for cron and timers. The exit code is 0 if the command succeeded or nothing is new, 1 if the version is "
            + "held back, 3 if the fetch or the command failed or another process runs the command, and 130 after a signal.",
    };

    private readonly Option<string?> _interval = new("--interval")
    {
        HelpName = "TIME",
        Description = "The time between two requests, such as 30m or 12h, plus up to 10% at random (default: 1h).",
    };

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = $"The name under which handled versions are remembered (default: {Name}). "
            + "Several watches of one site need different names.",
    };

    private readonly GuardOptions _guard = new("Run the command", "Hold back a version in which");
    private readonly SiteOption _site = new("The Datadog site");
    private readonly ClientOptions _clients = new();
    private readonly Terminal _terminal;

    private WatchCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new WatchCommand(terminal);
        var command = new VerbCommand(Name, "Fetch the ip-ranges document of a site at intervals, and run a command for each new version.", Examples);
        command.Options.Add(verb._exec);
        command.Options.Add(verb._shell);
        command.Options.Add(verb._execTimeout);
        verb._site.AddTo(command);
        command.Options.Add(verb._once);
        command.Options.Add(verb._interval);
        command.Options.Add(verb._name);
        verb._guard.AddTo(command);
        verb._clients.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        CliException.UsageIf(
            result.GetValue(_once) && result.GetValue(_interval) is not null, "--interval does not apply with --once, which checks once.");
        var site = _site.Read(result);
        var exec = result.GetRequiredValue(_exec);
        var words = !result.GetValue(_shell) ? CommandLineWords.Split(exec) : OperatingSystem.IsWindows() ? ["cmd", "/c", exec] : ["sh", "-c", exec];
        var state = _clients.Folder(result) is { Length: > 0 } given ? Path.GetFullPath(given) : "";
        var folder = new RunFolder(state, site, ReadName(result));
        var command = new WatchedCommand(words, folder, ReadExecTimeout(result), _terminal);

        // The options are read when the client is first used, which is too late to refuse the command line.
        _clients.Configure(result, site, new IpRangesClientOptions());
        _clients.WithHeaders(result, _terminal, IpRangesClient.CreateHandler()).Dispose();
        var services = Services(result, site, command);
        folder.Check();

        using var stop = Interruption.StopInsteadOfEnding(cancellationToken);
        services.AddLogging(logging => TerminalLogger.AddTo(
            logging, _terminal, new TerminalLogger(_terminal) { IsStopping = () => stop.IsCancellationRequested, Running = () => folder.Running }));
        await using var provider = services.BuildServiceProvider();
        if (result.GetValue(_once))
        {
            return await CheckOnceAsync(provider, ReadName(result), site, folder, stop.Token);
        }

        var watcher = provider.GetRequiredService<IHostedService>();
        _terminal.Notice($"watching the document of {site}; handled versions are remembered in '{state}'");
        await watcher.StartAsync(stop.Token);
        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await watcher.StopAsync(CancellationToken.None);
        return Interruption.IsTerminated ? ExitCode.Ok : ExitCode.Interrupted;
    }

    private async Task<int> CheckOnceAsync(
        IServiceProvider services, string name, Site site, RunFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            switch (await services.CheckDatadogIpRangesAsync(name, cancellationToken))
            {
                case IpRangesWatchOutcome.Unchanged:
                    _terminal.Notice($"the document of {site} has not changed since it was handled");
                    return ExitCode.Ok;
                case IpRangesWatchOutcome.Handled:
                    return ExitCode.Ok;
                case IpRangesWatchOutcome.HeldBack:
                    return ExitCode.Limit;
                default:
                    throw CliException.Input(
                        $"Another process runs the command for the document of {site}{TerminalLogger.Describe(folder.Running)}: try again later.");
            }
        }
        catch (WatchedCommandException e)
        {
            throw CliException.Input(e.Message, e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private ServiceCollection Services(ParseResult result, Site site, WatchedCommand command)
    {
        var (interval, thresholds) = (ReadInterval(result), _guard.Read(result));
        var services = new ServiceCollection();
        services.AddSingleton(_terminal.Time);
        services.AddDatadogIpRanges(options => _clients.Configure(result, site, options))
            .ConfigurePrimaryHttpMessageHandler(() => _clients.WithHeaders(result, _terminal, IpRangesClient.CreateHandler()));
        services.AddDatadogIpRangesWatcher(ReadName(result), (_, update, stop) => command.RunAsync(update, stop), options =>
        {
            options.InheritLock = true;
            options.Interval = interval ?? options.Interval;
            (options.AcceptShrink, options.ShrinkThreshold) = (_guard.AcceptsShrink(result), thresholds.ShrinkThreshold);
            (options.AcceptGrowth, options.GrowthFactor) = (_guard.AcceptsGrowth(result), thresholds.GrowthFactor);
        });
        return services;
    }

    private string ReadName(ParseResult result)
        => (result.GetValue(_name) ?? Name) is { Length: >= 1 and <= 64 } name
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? name
            : throw CliException.Usage($"--name: '{result.GetValue(_name)}' is not a name: "
                + "write 1 to 64 lower-case letters, digits and hyphens.");

    private TimeSpan? ReadExecTimeout(ParseResult result)
        => result.GetValue(_execTimeout) is not { } text ? null
            : DurationText.Read(text, "--exec-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));

    private TimeSpan? ReadInterval(ParseResult result)
        => result.GetValue(_interval) is not { } text ? null
            : DurationText.Read(text, "--interval", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
}
