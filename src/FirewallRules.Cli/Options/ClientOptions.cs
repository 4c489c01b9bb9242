using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Cli.Options;

/// <summary>The options that say where documents are fetched from and where they are cached, and the client that follows from them.</summary>
internal sealed class ClientOptions
{
    private const int MaxAddressLength = 1024;

    private readonly Option<string?> _mirror = new("--mirror")
    {
        HelpName = "URL",
        Description = "Fetch from this https URL instead of Datadog's. '{site}' in its path is replaced with the site, such as eu1.",
    };

    private readonly Option<string?> _cache = new("--cache")
    {
        HelpName = "FOLDER",
        Description = "The folder in which fetched documents are cached (default: the user's cache folder).",
    };

    private readonly Option<bool> _allowOlder = new("--allow-older")
    {
        Description = "Accept a document that is older than the one fetched last or the embedded one, or that differs from it under the same "
            + "version.",
    };

    private readonly Option<bool> _allowSpecialPurpose = new("--allow-special-purpose")
    {
        Description = "Accept a document with private, multicast and other special-purpose addresses, as a mirror may publish them.",
    };

    private readonly ServerOptions _server = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_mirror);
        command.Options.Add(_allowOlder);
        AddReadingTo(command);
    }

    /// <summary>Adds what applies to a document from the cache or an address that is an argument.</summary>
    public void AddReadingTo(Command command)
    {
        _server.AddTo(command);
        command.Options.Add(_cache);
        command.Options.Add(_allowSpecialPurpose);
    }

    /// <summary>Whether a document may have special-purpose addresses.</summary>
    public bool AllowsSpecialPurpose(ParseResult result) => result.GetValue(_allowSpecialPurpose);

    /// <summary>Refuses the options of a fetch where nothing is fetched from the site or its mirror.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="required">What would make them apply, as the end of a sentence.</param>
    /// <exception cref="CliException">One of them is given.</exception>
    public void RefuseFetching(ParseResult result, string required)
    {
        Refuse(result, _mirror, required);
        Refuse(result, _allowOlder, required);
    }

    /// <summary>Refuses the options for requests where there is none.</summary>
    /// <inheritdoc cref="RefuseFetching" />
    public void RefuseServer(ParseResult result, string required) => _server.Refuse(result, required);

    /// <summary>Refuses headers where there are two servers.</summary>
    /// <inheritdoc cref="RefuseFetching" />
    public void RefuseHeaders(ParseResult result, string required) => _server.RefuseHeaders(result, required);

    /// <summary>Refuses the options that are about the document fetched last.</summary>
    /// <inheritdoc cref="RefuseFetching" />
    public void RefuseCache(ParseResult result, string required) => Refuse(result, _cache, required);

    /// <inheritdoc cref="RefuseCache" />
    public void RefuseOlder(ParseResult result, string required) => Refuse(result, _allowOlder, required);

    /// <inheritdoc cref="RefuseCache" />
    public void RefuseSpecialPurpose(ParseResult result, string required) => Refuse(result, _allowSpecialPurpose, required);

    /// <summary>The folder in which documents are cached.</summary>
    public string Folder(ParseResult result)
        => result.GetValue(_cache) is not { } folder ? IpRangesClientOptions.DefaultCacheFolder
            : !string.IsNullOrWhiteSpace(folder) ? folder
            : throw CliException.Usage("--cache: the name of the folder is empty.");

    /// <summary>Sets the options of a client for the site.</summary>
    public void Configure(ParseResult result, Site site, IpRangesClientOptions options)
    {
        (options.Site, options.CacheFolder, options.AllowOlder) = (site, Folder(result), result.GetValue(_allowOlder));
        (options.Baseline, options.AllowSpecialPurpose) = (IpRangesSnapshot.Has(site) ? IpRangesSnapshot.Of(site) : null, AllowsSpecialPurpose(result));
        options.BaseAddress = Mirror(result);
        _server.Configure(result, options);
    }

    /// <summary>Sends the headers of the command line with the requests to the mirror.</summary>
    /// <exception cref="CliException">The headers cannot be read, or there is no mirror.</exception>
    public HttpMessageHandler WithHeaders(ParseResult result, Terminal terminal, HttpMessageHandler handler)
        => _server.WithHeaders(result, terminal, Mirror(result), handler);

    /// <summary>A client for one run.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="site">The site.</param>
    /// <param name="guard">What it refuses; null where nothing is fetched.</param>
    public IpRangesClient Create(ParseResult result, Terminal terminal, Site site, GuardOptions? guard = null)
    {
        var options = new IpRangesClientOptions();
        Configure(result, site, options);
        guard?.Configure(result, options);
        return Create(result, terminal, options);
    }

    /// <summary>A client for one address, which caches nothing and accepts any version.</summary>
    public IpRangesClient CreateFor(ParseResult result, string address, Site site, Terminal terminal)
    {
        var options = new IpRangesClientOptions
        {
            Site = site,
            BaseAddress = ReadAddress("", address),
            AllowOlder = true,
            AllowSpecialPurpose = AllowsSpecialPurpose(result),
        };
        _server.Configure(result, options);
        return Create(result, terminal, options);
    }

    private IpRangesClient Create(ParseResult result, Terminal terminal, IpRangesClientOptions options)
    {
        // One client lives as long as the process.
        var handler = _server.WithHeaders(result, terminal, options.BaseAddress, IpRangesClient.CreateHandler());
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var loggers = LoggerFactory.Create(logging => TerminalLogger.AddTo(logging, terminal));
        return new IpRangesClient(http, options, terminal.Time, loggers.CreateLogger<IpRangesClient>());
    }

    private Uri? Mirror(ParseResult result) => result.GetValue(_mirror) is { } mirror ? ReadAddress("--mirror: ", mirror) : null;

    private static void Refuse(ParseResult result, Option option, string required)
        => CliException.UsageIf(result.GetResult(option) is { Implicit: false }, $"{option.Name} {required}.");

    // What is secret in an address is not repeated.
    private static Uri ReadAddress(string option, string text)
    {
        CliException.UsageIf(
            !Uri.TryCreate(text, UriKind.Absolute, out var address)
                || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)),
            $"{option}'{WithoutSecrets(text)}' is not an https URL, such as https://mirror.example/datadog/{{site}}/. Plain http is accepted for "
                + "localhost only.");
        CliException.UsageIf(address!.AbsoluteUri.Length > MaxAddressLength, $"{option}the URL has more than {MaxAddressLength} characters.");
        CliException.UsageIf(
            address.UserInfo.Length > 0, $"{option}the URL contains a user name or password, which are not sent: remove them.");
        CliException.UsageIf(address.Fragment.Length > 0, $"{option}the URL contains a fragment (#...), which is not sent: remove it.");
        return address;
    }

    private static string WithoutSecrets(string text) => text.LastIndexOf('@') is var at and >= 0 ? "..." + text[at..] : text;
}
