using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options for every request to a server, whether it is Datadog's, a mirror, or the address of a document.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _timeout = new("--timeout")
    {
        HelpName = "TIME",
        Description = "The time limit for a fetch, including retries and waits, such as 90s or 5m (default: 60s).",
    };

    private readonly Option<string[]> _redirect = new("--allow-redirect")
    {
        HelpName = "HOST",
        Description = "Follow redirects to this host, too, without the headers of --header-file and --header-env. Can be repeated.",
    };

    private readonly Option<string?> _headerFile = new("--header-file")
    {
        HelpName = "FILE",
        Description = "Send the headers in this file, such as credentials, to the server of --mirror or of an https address: one 'Name: value' per "
            + "line, '#' starts a comment. They are sent to no other host and never shown.",
    };

    private readonly Option<string[]> _headerEnv = new("--header-env")
    {
        HelpName = "NAME",
        Description = "Send the header in this environment variable, 'Name: value', in the same way. Can be repeated.",
    };

    private IReadOnlyList<RequestHeader>? _headers;

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    private Option[] All => [_timeout, _redirect, _headerFile, _headerEnv];

    /// <summary>Refuses these options where nothing is fetched.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="required">What would make them apply, as the end of a sentence.</param>
    /// <exception cref="CliException">One of them is given.</exception>
    public void Refuse(ParseResult result, string required) => Refuse(result, All, required);

    /// <summary>Refuses headers where they would be sent to a server that they are not meant for.</summary>
    /// <inheritdoc cref="Refuse(ParseResult, string)" />
    public void RefuseHeaders(ParseResult result, string required) => Refuse(result, [_headerFile, _headerEnv], required);

    /// <summary>Sets the options of a client.</summary>
    /// <exception cref="CliException">A value is wrong.</exception>
    public void Configure(ParseResult result, IpRangesClientOptions options)
    {
        if (result.GetValue(_timeout) is { } text)
        {
            options.Resilience.TotalTimeout = DurationText.Read(
                text, "--timeout", IpRangesResilienceOptions.MinTotalTimeout, IpRangesResilienceOptions.MaxTotalTimeout);
            options.Resilience.AttemptTimeout = options.Resilience.AttemptTimeout < options.Resilience.TotalTimeout
                ? options.Resilience.AttemptTimeout
                : options.Resilience.TotalTimeout;
        }

        foreach (var host in result.GetValue(_redirect) ?? [])
        {
            CliException.UsageIf(
                Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6),
                $"--allow-redirect: '{host}' is not the name or address of a host: write it without scheme, port and path, such as cdn.example.");
            options.AllowedRedirectHosts.Add(host);
        }
    }

    /// <summary>Sends the headers with the requests to a server.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">Reads the variables, and gets a warning if others can read the file.</param>
    /// <param name="server">The address of the document; null for Datadog's servers, which get none.</param>
    /// <param name="handler">Sends the requests.</param>
    /// <exception cref="CliException">The headers cannot be read, or there is no server to send them to.</exception>
    public HttpMessageHandler WithHeaders(ParseResult result, Terminal terminal, Uri? server, HttpMessageHandler handler)
    {
        _headers ??= RequestHeaders.Read(result.GetValue(_headerFile), result.GetValue(_headerEnv) ?? [], terminal);
        if (_headers.Count == 0)
        {
            return handler;
        }

        if (server is null)
        {
            RefuseHeaders(result, "requires --mirror or an https address as the document: Datadog's servers need no headers");
        }

        return new HeaderHandler(handler, _headers, server!);
    }

    private static void Refuse(ParseResult result, Option[] options, string required)
    {
        foreach (var option in options)
        {
            CliException.UsageIf(result.GetResult(option) is { Implicit: false }, $"{option.Name} {required}.");
        }
    }
}
