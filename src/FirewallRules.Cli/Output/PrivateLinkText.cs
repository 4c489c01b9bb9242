using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>Writes what is rendered, or explains why it exceeds a limit.</summary>
internal static class PrivateLinkText
{
    /// <exception cref="CliException">A limit of AWS is exceeded.</exception>
    public static void Write(string? path, Terminal terminal, Func<string> render)
    {
        string text;
        try
        {
            text = render();
        }
        catch (LimitExceededException e)
        {
            throw CliException.Limit(LimitText.Describe(e), e);
        }

        OutputFile.Write(path, terminal, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }
}
