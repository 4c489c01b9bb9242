using System.Diagnostics;

namespace FirewallRules.SystemTests;

/// <summary>
/// The aws command. Of the second that each call takes, most goes to loading it, so where that is possible it is loaded once and forked for each call.
/// </summary>
internal static class AwsCommand
{
    // The process ends with this one, which holds its standard input.
    private static readonly Lazy<(string Path, Process? Server)> s_started = new(Start);

    /// <summary>The settings of no user.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
    };

    /// <summary>The path of the command.</summary>
    public static string Path => s_started.Value.Path;

    private static (string Path, Process? Server) Start()
    {
        var command = System.IO.Path.Combine(Scratch.NewFolder(), "aws");
        var start = new ProcessStartInfo("python3", [SourceRoot.Combine("tests", "FirewallRules.SystemTests", "Emitters", "Aws", "aws-server.py"), command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process.StandardOutput.ReadLine() == "ready" ? (command, process) : (Tool.Find("aws")!, null);
    }
}
