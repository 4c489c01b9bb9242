using System.Diagnostics;

namespace FirewallRules.Cli.Watching;

/// <content>What needs .NET 10.</content>
internal sealed partial class WindowsCommand
{
    static partial void StartGroup(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
        {
            // A console sends Ctrl-C to one group.
            start.CreateNewProcessGroup = true;
        }
    }
}
