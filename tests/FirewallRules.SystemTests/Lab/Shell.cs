using System.Diagnostics;
using System.Text;

namespace FirewallRules.SystemTests;

/// <summary>Runs a command to its end, without a shell in between: arguments need no quoting.</summary>
internal static class Shell
{
    // A guard against hanging, not a measure of speed: a busy machine takes over a minute for ten scripts at once.
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMinutes(5);

    // Firewall tools reject a byte order mark.
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static CommandResult Run(
        string command,
        string[] arguments,
        string? input = null,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? timeout = null) =>
        RunAsync(command, arguments, input, environment, timeout ?? s_defaultTimeout).GetAwaiter().GetResult();

    private static async Task<CommandResult> RunAsync(
        string command, string[] arguments, string? input, IReadOnlyDictionary<string, string>? environment, TimeSpan timeout)
    {
        var line = string.Join(' ', [command, .. arguments]);
        using var process = Process.Start(Describe(command, arguments, environment))
            ?? throw new InvalidOperationException($"`{line}` did not start");
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await WriteAsync(process.StandardInput, input, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new CommandResult(line, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException cancelled)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`{line}` was still running after {timeout} and was killed", cancelled);
        }
    }

    private static ProcessStartInfo Describe(string command, string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(Tool.Find(command) ?? command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_encoding,
            StandardOutputEncoding = s_encoding,
            StandardErrorEncoding = s_encoding,
        };
        start.Environment["PATH"] = Tool.SearchPath;
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task WriteAsync(StreamWriter writer, string? input, CancellationToken token)
    {
        try
        {
            await writer.WriteAsync(input.AsMemory(), token);
            writer.Close();
        }
        catch (IOException)
        {
            // A command that dislikes its first line closes the pipe; its exit code tells more than the broken pipe does.
        }
    }
}
