namespace FirewallRules.Cli.Output;

/// <summary>Describes what is wrong with an ip-ranges document.</summary>
internal static class DocumentErrorText
{
    public static string Describe(IpRangesFormatException e) => $"{e.Path}: {e.Reason}";
}
