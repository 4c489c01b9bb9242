using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>Writes what is rendered, or says in a sentence why it cannot be.</summary>
internal static class PrivateLinkText
{
    public static void Write(string? path, Terminal terminal, Func<string> render)
    {
        var text = Render(render);
        OutputFile.Write(path, terminal, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static string Render(Func<string> render)
    {
        try
        {
            return render();
        }
        catch (LimitExceededException e)
        {
            throw new CliException(ExitCode.Limit, e.Message + " See --max-rules and --vpc-cidr.", e);
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage(e);
        }
        catch (InvalidOperationException e)
        {
            throw CliException.Usage(e.Message);
        }
    }
}
