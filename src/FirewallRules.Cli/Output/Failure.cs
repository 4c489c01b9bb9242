using System.Reflection;

namespace FirewallRules.Cli.Output;

/// <summary>Turns an exception into a sentence and an exit code.</summary>
internal static class Failure
{
    public static CliException Explain(Exception e) => e switch
    {
        CliException known => known,
        IpRangesFormatException format => CliException.Input(DocumentErrorText.Describe(format) + ".", e),
        CidrFormatException format => CliException.Input(CidrErrorText.Describe(format) + ".", e),
        IpRangesClientException { Error: IpRangesClientError.Shrunk or IpRangesClientError.Grown } failure
            => CliException.Limit(ClientErrorText.Describe(failure), e),
        IpRangesClientException failure => CliException.Input(ClientErrorText.Describe(failure), e),
        EntireAddressSpaceException all
            => CliException.Input($"The rules would allow every {all.Family} address, which is never the effect of a list.", e),
        OutOfMemoryException => CliException.Input("There is not enough memory.", e),
        IpRangesCacheException cache => CliException.Input(CacheErrorText.Describe(cache.Problem), e),
        IOException or UnauthorizedAccessException
            => CliException.Input($"A file or stream cannot be used: {IoErrorText.Describe(e)}.", e),
        _ => new CliException(ExitCode.InternalError, Bug(e), e),
    };

    private static string Bug(Exception e)
    {
        var version = typeof(Failure).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return $"internal error: {e.GetType().FullName}: {e.Message} "
            + $"This is a bug in fwrules {version}, not in the command line. Please report it to the FirewallRules maintainers, with this "
                + "line and the command.";
    }
}
