using System.Diagnostics.CodeAnalysis;

namespace FirewallRules.Tests;

/// <summary>The switch between the fast suite and the full run.</summary>
internal static class FullRun
{
    public const string Variable = "FIREWALLRULES_FULL";

    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Ends the running test because the machine lacks something: as a failure in the full run, as skipped elsewhere.</summary>
    [DoesNotReturn]
    public static void Missing(string reason)
        => throw (IsOn ? new AssertionException($"{Variable} is 1, but {reason}") : new IgnoreException($"skipped: {reason}"));
}
