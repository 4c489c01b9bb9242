using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules.Cli.Commands;

/// <summary>Asks for a document again and again, and runs a command for each new version.</summary>
internal sealed class WatchCommand
{
    public const string Name = "watch";

    public const string Examples =
        """
        fwrules watch --exec '/usr/local/sbin/apply-datadog-rules'
        fwrules watch --shell --exec 'fwrules generate agents logs --document "$FWRULES_NEW_FILE" --format nftables --output /etc/nftables.d/datadog.nft && nft -f /etc/nftables.d/datadog.nft'
        fwrules watch --site eu1 --interval 6h --name report --exec 'mail-the-difference.sh'

        The command sees FWRULES_SITE, FWRULES_NEW_VERSION, FWRULES_NEW_FILE and, but for the first version ever, FWRULES_OLD_VERSION and
        FWRULES_OLD_FILE. The files are there until it ends. Where it ends with another code than 0 it is run again, ever later; so it has
        to be one that may run twice. One runs at a time. SIGTERM and Ctrl-C let a running one come to its end; a second one does not.
        """;

    private readonly Option<string> _exec = new("--exec") { Required = true, HelpName = "CMD", Description = "The command, cut into words at blanks; quotes and backslashes hold words together. No shell sees it." };
    private readonly Option<bool> _shell = new("--shell") { Description = "Hand the command to the shell: sh -c, or cmd /c on Windows." };
    private readonly Option<string?> _interval = new("--interval") { HelpName = "TIME", Description = "The time between two requests: 30m, 12h; 1h else. Up to a tenth is added at random." };
    private readonly Option<string> _name = new("--name") { HelpName = "NAME", Description = "Which versions were handled is remembered under this name: two watches of one site need two.", DefaultValueFactory = _ => "watch" };
    private readonly Option<bool> _acceptShrink = new("--accept-shrink") { Description = "Run the command even where a section loses more than the share of --shrink-threshold." };
    private readonly ShrinkThresholdOption _threshold = new("Hold back a version in which a section loses more than this share of its IPv4 or IPv6 addresses: 20% or 0.2; 50% else.");
    private readonly SiteOption _site = new("The Datadog site whose document is watched; see 'fwrules sites'.");
    private readonly ClientOptions _clients = new();
    private readonly Terminal _terminal;

    private WatchCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new WatchCommand(terminal);
        var command = new Command(Name, "Fetches the ip-ranges document of a site now and once an interval, and runs a command for each new version.");
        command.Options.Add(verb._exec);
        command.Options.Add(verb._shell);
        verb._site.AddTo(command);
        command.Options.Add(verb._interval);
        command.Options.Add(verb._name);
        command.Options.Add(verb._acceptShrink);
        verb._threshold.AddTo(command);
        verb._clients.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var site = _site.Read(result);
        var exec = result.GetRequiredValue(_exec);
        var words = !result.GetValue(_shell) ? CommandLineWords.Split(exec) : OperatingSystem.IsWindows() ? ["cmd", "/c", exec] : ["sh", "-c", exec];
        var command = new WatchedCommand(words, _terminal);
        var folder = _clients.Folder(result);

        await using var services = Services(result, site, command).BuildServiceProvider();
        using var stop = Interruption.StopInsteadOfEnding(cancellationToken);
        try
        {
            var watcher = services.GetRequiredService<IHostedService>();
            _terminal.Notice($"watching the document of {site}; what was handled is remembered in '{folder}'");
            await watcher.StartAsync(stop.Token);
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await watcher.StopAsync(CancellationToken.None);
            return ExitCode.Interrupted;
        }
        catch (OptionsValidationException e)
        {
            throw CliException.Usage(string.Join(' ', e.Failures));
        }
    }

    private ServiceCollection Services(ParseResult result, Site site, WatchedCommand command)
    {
        var interval = ReadInterval(result);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new TerminalLogger(_terminal)));
        services.AddDatadogIpRanges(options => _clients.Configure(result, site, options));
        try
        {
            services.AddDatadogIpRangesWatcher(result.GetRequiredValue(_name), (_, update, _) => command.RunAsync(update), options =>
            {
                options.Interval = interval ?? options.Interval;
                (options.AcceptShrink, options.ShrinkThreshold) = (result.GetValue(_acceptShrink), _threshold.Read(result));
            });
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage("--name: 1 to 64 lower-case letters, digits and '-'.", e);
        }

        return services;
    }

    private TimeSpan? ReadInterval(ParseResult result)
        => result.GetValue(_interval) is not { } text ? null
            : DurationText.Read(text, "--interval") is var interval && interval >= TimeSpan.FromMinutes(1) && interval <= TimeSpan.FromDays(7) ? interval
            : throw CliException.Usage("--interval is 1m to 7d.");
}
