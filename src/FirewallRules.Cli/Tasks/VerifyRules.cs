using System.CommandLine;
using System.Text;

namespace FirewallRules.Cli.Tasks;

/// <summary>Compares the rules with those that a firewall has.</summary>
internal sealed class VerifyRules(Terminal terminal, string namePrefix = "datadog") : RuleTask(terminal, namePrefix)
{
    private readonly LiveOptions _live = new("The rules that the firewall has", isRequired: true);
    private readonly HistoryOption _history = new("Also name the document in this folder that the firewall was made from, if it is an older one.");
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON, with every prefix." };

    public override string Describe(string rules) => $"Compare the rules that a firewall has with the {rules}";

    public override string ExamplesFor(string writing) => VerifyCommand.Examples;

    public override void AddTo(Command command)
    {
        _live.AddTo(command);
        command.Options.Add(_json);
        _history.AddTo(command);
        command.Options.Add(LiveCommandOption.Create(Terminal, Format));
        base.AddTo(command);
    }

    public override void Check(ParseResult result)
    {
        _ = Format.ReadEmitter(result);
        CliException.UsageIf(
            !GenerateFormat.LiveFormats.Contains(Format.ReadFormat(result), StringComparer.Ordinal),
            $"--format {Format.ReadFormat(result)} cannot be verified: the formats are {string.Join(", ", GenerateFormat.LiveFormats)}.");
        _live.Check(result);
        _history.Check(result);
    }

    public override Task<int> RunAsync(ParseResult result, RuleJob job, CancellationToken cancellationToken)
    {
        var live = Format.ReadLive(result, _live.Read(result, Format.ReadFormat(result), Terminal), _live.ReadHost(result));
        var rules = Shape(result, job.Rules);
        RequireFamilies(Format.ReadFormat(result), rules, live);
        var verification = Verify(rules, live);
        var isOther = verification.Findings.Any(finding => finding.Kind is LiveFindingKind.Missing or LiveFindingKind.Extra);
        var older = isOther ? _history.FindMatch(result, job, rules => IsSame(result, rules, live)) : null;
        OutputFile.Write(null, Terminal, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
            if (result.GetValue(_json))
            {
                VerificationJson.Write(writer, verification, older);
            }
            else
            {
                VerificationText.Write(writer, verification, older);
            }
        });
        return Task.FromResult(verification.Outcome switch
        {
            LiveVerificationOutcome.Equal => ExitCode.Ok,
            LiveVerificationOutcome.Drift => ExitCode.Different,
            _ => ExitCode.Unknown,
        });
    }

    /// <exception cref="CliException">The platform or the options cannot express the rules.</exception>
    public static LiveVerification Verify(RuleSet rules, LiveState live)
    {
        try
        {
            return rules.Verify(live);
        }
        catch (LimitExceededException e)
        {
            throw CliException.Limit(LimitText.Describe(e), e);
        }
        catch (EmitterException e)
        {
            throw CliException.Usage(e.Message, e);
        }
    }

    // Without its listing, a family would count as equal.
    private static void RequireFamilies(string format, RuleSet rules, LiveState live)
    {
        var missing = rules.Families.Except(live.Live.Families).FirstOrDefault();
        CliException.InputIf(
            missing != IpFamily.None && format is ("iptables" or "ipset"),
            $"--live: the rules are for {missing} too: add the output of {(missing == IpFamily.IPv4 ? "iptables-save" : "ip6tables-save")}, "
                + $"or verify the other family alone with {(missing == IpFamily.IPv4 ? "--ipv6-only" : "--ipv4-only")}.");
    }

    // What overrides the rules says nothing about the document that they were made from.
    private bool IsSame(ParseResult result, RuleSet rules, LiveState live)
        => Verify(Shape(result, rules), live).Findings.All(finding => finding.Kind is LiveFindingKind.Overridden or LiveFindingKind.Unknown);
}
