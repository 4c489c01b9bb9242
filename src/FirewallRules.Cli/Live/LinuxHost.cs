using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;

namespace FirewallRules.Cli.Live;

/// <summary>Runs the programs of a Linux host that print its live state.</summary>
internal static class LinuxHost
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>The folders of system programs, which are not on the PATH of every user.</summary>
    private static readonly string[] SystemFolders = ["/usr/sbin", "/sbin"];

    /// <summary>The folders in which programs are looked for, as a value of PATH.</summary>
    public static string SearchPath => string.Join(Path.PathSeparator, Folders);

    private static IEnumerable<string> Folders
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(SystemFolders)
            .Where(folder => folder.StartsWith('/')).Distinct(StringComparer.Ordinal);

    /// <summary>The output of a program.</summary>
    /// <exception cref="CliException">It is not installed, or it fails.</exception>
    public static LiveText Run(string program, params string[] arguments)
    {
        var name = $"'{string.Join(' ', [program, .. arguments])}'";
        var (exitCode, output, error) = TryRun(program, arguments)
            ?? throw CliException.Input($"{program} is not installed, so {name} cannot be run.");
        return exitCode == 0
            ? new LiveText(name, output)
            : throw CliException.Input($"{name} failed with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}: {FirstLine(error)}"
                + (Environment.IsPrivilegedProcess ? "" : " It needs root: run fwrules with sudo."));
    }

    /// <summary>Whether a program is installed.</summary>
    public static bool Has(string program) => Find(program) is not null;

    /// <summary>Whether the kernel has tables of a family of the older iptables, which only iptables lists.</summary>
    /// <param name="path">The file in which it names them.</param>
    public static bool HasTables(string path)
    {
        try
        {
            return File.ReadAllText(path).Length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The addresses of all interfaces.</summary>
    public static AddressSet Addresses()
        => AddressSet.From(NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => Cidr.FromAddress(new IPAddress(unicast.Address.GetAddressBytes()))));

    /// <summary>Runs a program that checks something.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="refusal">What it means if it fails, as the start of a sentence.</param>
    /// <exception cref="CliException">It is not installed, or it fails.</exception>
    public static void Check(string program, string[] arguments, string refusal)
    {
        var (exitCode, _, error) = TryRun(program, arguments) ?? throw CliException.Input($"{program} is not installed; nothing was changed.");
        if (exitCode != 0)
        {
            throw CliException.Input($"{refusal}: {FirstLine(error).TrimEnd('.')}; nothing was changed.");
        }
    }

    /// <returns>The exit code and the output; <see langword="null"/> where the program is not installed.</returns>
    public static (int ExitCode, string Output, string Error)? TryRun(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                throw CliException.Input($"'{program}' has not ended after {DurationText.Describe(Limit)}: another program may hold its lock.");
            }

            return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string FirstLine(string text)
        => text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is { } line
            ? line.TrimEnd('.') + "."
            : "it says nothing.";
}
