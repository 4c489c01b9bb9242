using System.Text;
using FirewallRules.Emitters;

namespace FirewallRules.Cli.Output;

/// <summary>Writes the output of an emitter; what the platform does not accept becomes a sentence and an exit code.</summary>
internal static class RuleOutput
{
    // What a host allows is nobody else's business, and nobody else may change it. Lists are read by other programs.
    private const UnixFileMode RuleFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <param name="path">The file; null or <c>-</c> for standard output.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="emitter">The emitter.</param>
    /// <param name="rules">The rules that are written.</param>
    /// <param name="write">Writes them.</param>
    /// <exception cref="CliException">The platform does not accept the rules, or a limit is exceeded.</exception>
    public static void Write(string? path, Terminal terminal, IRuleEmitter emitter, RuleSet rules, Action<TextWriter> write)
    {
        try
        {
            if (emitter is IWideningEmitter widening)
            {
                NoticeAdded(widening.Cover(rules), terminal);
            }

            OutputFile.Write(path, terminal, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
                write(writer);
            }, emitter is PlainListEmitter ? null : RuleFileMode);
            NoticeLargeTemplate(emitter, terminal, write);
        }
        catch (LimitExceededException e)
        {
            throw CliException.Limit(LimitText.Describe(e), e);
        }
        catch (RuleNotSupportedException e) when (e.Reason == RuleNotSupportedReason.NoRules && emitter is PlainListEmitter)
        {
            throw CliException.Input(
                "The rules allow no address, so the list would be empty, which some programs take for 'everything'. Select sections that have "
                    + "addresses, or add --allow-empty to write it.",
                e);
        }
        catch (RuleNotSupportedException e)
        {
            throw CliException.Usage(RuleErrorText.Describe(e, emitter), e);
        }
    }

    /// <summary>Reports what no rule is written for.</summary>
    public static void NoticeEmpty(RuleSet rules, Terminal terminal)
    {
        foreach (var label in rules.EmptyLabels)
        {
            terminal.Warn($"{label} has no addresses: no rule is written for it");
        }
    }

    private static void NoticeLargeTemplate(IRuleEmitter emitter, Terminal terminal, Action<TextWriter> write)
    {
        if (!emitter.Name.EndsWith("-cloudformation", StringComparison.Ordinal))
        {
            return;
        }

        using var template = new StringWriter();
        write(template);
        if (Encoding.UTF8.GetByteCount(template.ToString()) is var bytes and > AwsLimits.TemplateBytesInCall)
        {
            terminal.Notice($"the template has {bytes} bytes, and AWS takes more than {AwsLimits.TemplateBytesInCall} only from S3: give "
                + "'aws cloudformation deploy' the option --s3-bucket BUCKET");
        }
    }

    // A cover allows more than was requested, so every range that it adds is listed, however many there are.
    private static void NoticeAdded(RuleSetCover cover, Terminal terminal)
    {
        foreach (var (rule, added) in cover.Added)
        {
            terminal.Warn($"{string.Join(", ", rule.Labels)}: {added.CountAddresses()} addresses are allowed that were not requested");
            terminal.Warn(added.Ranges.Select(range => $"added {range}, {range.AddressCount} addresses"));
        }
    }
}
