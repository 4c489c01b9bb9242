using System.Management.Automation.Language;

namespace FirewallRules.SystemTests;

/// <summary>The parser of PowerShell itself.</summary>
internal static class PowerShellParser
{
    /// <summary>The faults in a script, each with its place; empty where there is none.</summary>
    public static IReadOnlyList<string> FaultsOf(string script)
    {
        Parser.ParseInput(script, out _, out var errors);
        return [.. errors.Select(error => $"{error.Extent.StartLineNumber}:{error.Extent.StartColumnNumber} {error.ErrorId}: {error.Message}")];
    }
}
