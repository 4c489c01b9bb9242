using FirewallRules.Client;

namespace FirewallRules.Cli.Output;

/// <summary>Describes why a file or stream cannot be read or written, as the end of a sentence.</summary>
internal static class IoErrorText
{
    public static string Describe(Exception e) => e switch
    {
        StreamClosedException => "it is closed",
        { InnerException: StreamClosedException inner } => Describe(inner),
        _ => IoReason.Of(e),
    };
}
