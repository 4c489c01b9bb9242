namespace FirewallRules.Cli.Options;

/// <summary>Reads one port from the command line.</summary>
internal static class PortArgument
{
    public static int Read(string option, string text)
        => PortRange.TryParse(text, out var ports) && ports.IsSingle
            ? ports.First
            : throw CliException.Usage($"{option}: '{text}' is not a port: write a number from 1 to 65535.");
}
