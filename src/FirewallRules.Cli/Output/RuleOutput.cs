using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>Writes what an emitter makes of rules; what the platform does not take becomes a sentence and an exit code.</summary>
internal static class RuleOutput
{
    /// <param name="path">The file; null or <c>-</c> for standard output.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="emitter">The emitter.</param>
    /// <param name="rules">The rules that are written.</param>
    /// <param name="write">Writes them.</param>
    public static void Write(string? path, Terminal terminal, IRuleEmitter emitter, RuleSet rules, Action<TextWriter> write)
    {
        try
        {
            if (emitter is IWideningEmitter widening)
            {
                SayWhatIsAdded(widening.Cover(rules), terminal);
            }

            OutputFile.Write(path, terminal, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
                write(writer);
            });
        }
        catch (LimitExceededException e)
        {
            throw new CliException(ExitCode.Limit, e.Message + " See --on-overflow and --max-rules.", e);
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

    // A cover allows more than was asked for: every range of it is said, however many there are.
    private static void SayWhatIsAdded(RuleSetCover cover, Terminal terminal)
    {
        foreach (var (rule, added) in cover.Added)
        {
            terminal.Notice($"{string.Join(", ", rule.Labels)}: {added.AddressCount} addresses are allowed that were not asked for");
            foreach (var range in added.Ranges)
            {
                terminal.Notice($"added {range}, {range.AddressCount} addresses");
            }
        }
    }
}
