using System.Buffers;
using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>Reads headers of requests from a file and from variables of the environment. No message repeats what may be secret.</summary>
internal static class RequestHeaders
{
    private const int MaxFileBytes = 64 * 1024;
    private const int MaxValueLength = 8 * 1024;
    private const int MaxCount = 32;

    // RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Those of the connection and of the message, and those that the client sets itself.
    private static readonly string[] Forbidden =
    [
        "Accept", "Accept-Encoding", "Connection", "Expect", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
        "If-Unmodified-Since", "Keep-Alive", "Range", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    ];

    private static readonly string[] ForbiddenStarts = ["Content-", "Proxy-", ":"];

    /// <summary>Reads the headers.</summary>
    /// <param name="file">The file; null for none.</param>
    /// <param name="variables">The names of the variables.</param>
    /// <param name="terminal">Reads the variables, and gets a warning if others can read the file.</param>
    /// <exception cref="CliException">A source cannot be read, or what it has is not a header.</exception>
    public static IReadOnlyList<RequestHeader> Read(string? file, IReadOnlyList<string> variables, Terminal terminal)
    {
        var headers = new List<RequestHeader>();
        if (file is not null)
        {
            ReadFile(file, headers, terminal);
        }

        foreach (var name in variables)
        {
            var value = terminal.Variable(name);
            CliException.UsageIf(string.IsNullOrWhiteSpace(value), $"--header-env: the variable '{name}' is not set or empty.");
            Add(value!, $"--header-env: the variable '{name}'", headers);
        }

        return headers;
    }

    private static void ReadFile(string file, List<RequestHeader> headers, Terminal terminal)
    {
        CliException.UsageIf(file == "-", "--header-file: standard input is not read; write the name of a file.");
        var bytes = Bytes(file, terminal);
        if (bytes.Length > MaxFileBytes)
        {
            throw CliException.Input($"--header-file: '{file}' is larger than 64 KiB.");
        }

        WarnOfReaders(file, terminal);
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            if (line.TrimStart() is ['#', ..] || string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            Add(line.TrimEnd('\r'), string.Create(CultureInfo.InvariantCulture, $"--header-file: line {number} of '{file}'"), headers);
        }

        if (headers.Count == 0)
        {
            throw CliException.Input($"--header-file: '{file}' has no header.");
        }
    }

    private static byte[] Bytes(string file, Terminal terminal)
    {
        try
        {
            return InputFile.ReadAll(file, terminal, MaxFileBytes);
        }
        catch (CliException e)
        {
            throw new CliException(e.ExitCode, $"--header-file: {e.Message}", e);
        }
    }

    private static void Add(string line, string source, List<RequestHeader> headers)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = colon < 0 ? ("", "") : (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        var fault = colon < 0 ? "is not 'Name: value'"
            : name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenChars) ? "has a name that is empty or has characters that no name has, such as blanks"
            : IsForbidden(name) ? $"has the header {name}, which fwrules or the connection sets itself"
            : value.Length == 0 ? $"has no value for {name}"
            : value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"has control characters or letters beyond ASCII in the value of {name}"
            : value.Length > MaxValueLength ? $"has more than {MaxValueLength} characters"
            : headers.Exists(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)) ? $"has a second header {name}"
            : headers.Count == MaxCount ? $"has one header too many: there can be {MaxCount}"
            : null;
        if (fault is not null)
        {
            throw CliException.Input($"{source} {fault}.");
        }

        headers.Add(new RequestHeader(name, value));
    }

    private static bool IsForbidden(string name)
        => Forbidden.Contains(name, StringComparer.OrdinalIgnoreCase)
            || ForbiddenStarts.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static void WarnOfReaders(string file, Terminal terminal)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead))
        {
            terminal.Warn($"--header-file: every user of this machine can read '{file}'; 'chmod o-r' prevents that");
        }
    }
}
