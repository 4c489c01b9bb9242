using System.CommandLine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules.Cli.Options;

/// <summary>The options that say from where documents are fetched and where they are kept, and the client that follows from them.</summary>
internal sealed class ClientOptions
{
    private readonly Option<string?> _mirror = new("--mirror")
    {
        HelpName = "URL",
        Description = "Fetch from this https address instead of the site's own; '{site}' in its path stands for the site's key.",
    };

    private readonly Option<string?> _cache = new("--cache")
    {
        HelpName = "FOLDER",
        Description = "Keep fetched documents in this folder instead of the user's cache folder.",
    };

    private readonly Option<string?> _timeout = new("--timeout") { HelpName = "TIME", Description = "How long to try, retries included: 90s, 30m; 60s else." };
    private readonly Option<bool> _allowOlder = new("--allow-older") { Description = "Take a document that is older than the one fetched last, or differs under the same version." };

    public void AddTo(Command command)
    {
        command.Options.Add(_mirror);
        command.Options.Add(_timeout);
        command.Options.Add(_allowOlder);
        AddCacheTo(command);
    }

    public void AddCacheTo(Command command) => command.Options.Add(_cache);

    /// <summary>The folder in which documents are kept.</summary>
    public string Folder(ParseResult result)
        => result.GetValue(_cache) ?? IpRangesCache.DefaultFolder;

    /// <summary>What a client of the site is made with.</summary>
    public void Configure(ParseResult result, Site site, IpRangesClientOptions options)
    {
        (options.Site, options.CacheFolder, options.AllowOlder) = (site, Folder(result), result.GetValue(_allowOlder));
        options.BaseAddress = result.GetValue(_mirror) is { } mirror ? ReadAddress(mirror) : null;
        if (result.GetValue(_timeout) is { } timeout)
        {
            options.Resilience.TotalTimeout = DurationText.Read(timeout, "--timeout");
            options.Resilience.AttemptTimeout = Min(options.Resilience.AttemptTimeout, options.Resilience.TotalTimeout);
        }
    }

    /// <summary>A client for one run.</summary>
    public IpRangesClient Create(ParseResult result, Terminal terminal, Site site)
    {
        var options = new IpRangesClientOptions();
        Configure(result, site, options);
        return Create(terminal, options);
    }

    /// <summary>A client for one address, which keeps nothing and takes what is there.</summary>
    public static IpRangesClient CreateFor(string address, Site site, Terminal terminal)
        => Create(terminal, new IpRangesClientOptions { Site = site, BaseAddress = ReadAddress(address), AllowOlder = true });

    private static IpRangesClient Create(Terminal terminal, IpRangesClientOptions options)
    {
        try
        {
            // One client lives as long as the process.
            var http = new HttpClient(IpRangesClient.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
            using var loggers = LoggerFactory.Create(logging => logging.AddProvider(new TerminalLogger(terminal)));
            return new IpRangesClient(http, options, logger: loggers.CreateLogger<IpRangesClient>());
        }
        catch (OptionsValidationException e)
        {
            throw CliException.Usage(string.Join(' ', e.Failures));
        }
    }

    private static Uri ReadAddress(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw CliException.Usage($"'{text}' is no address to fetch from: write an https one, such as https://mirror.example/datadog/{{site}}/. Plain http is for this machine alone.");

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
