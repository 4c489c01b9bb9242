namespace FirewallRules.Cli.Output;

/// <summary>Says why a fetch failed in the words of the command line: the client's advice names options of the library.</summary>
internal static class ClientFailure
{
    public static string Describe(IpRangesClientException failure)
        => $"{failure.Message[..^failure.Advice.Length].TrimEnd()} {Advice(failure)}";

    private static string Advice(IpRangesClientException failure) => failure.Error switch
    {
        IpRangesClientError.Timeout => "Check the network, or try longer with --timeout.",
        IpRangesClientError.Older or IpRangesClientError.Changed => "Try again later; if going back is meant, --allow-older takes it.",
        _ => failure.Advice,
    };
}
