using System.Diagnostics;
using System.Text;

namespace FirewallRules.Tests.Packaging;

/// <summary>Runs the .NET command line, or another program, as a user would.</summary>
internal static class DotNet
{
    public static (int ExitCode, string Output, string Error) Run(string folder, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };

        // The environment of the test host must not influence builds that a test starts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public static string MustRun(string folder, string program, params IEnumerable<string> arguments)
    {
        var (exitCode, output, error) = Run(folder, program, arguments);
        Assert.That(exitCode, Is.Zero, output + error);
        return output;
    }
}
