using System.CommandLine;
using System.Text;
using FirewallRules.Cli.Applying;

namespace FirewallRules.Cli.Tasks;

/// <summary>Applies the rules to the firewall of this host.</summary>
internal sealed class ApplyRules(Terminal terminal, string namePrefix = "datadog") : RuleTask(terminal, namePrefix)
{
    private readonly Option<string?> _confirm = new("--confirm")
    {
        HelpName = "TIME",
        Description = "Let the former rules return after this time, such as 60s, unless someone confirms that the host can still be reached: with "
            + "'fwrules confirm' from a new login, with y on this terminal, or with SIGUSR1.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Write what would change, one prefix a line, and change nothing: + is what the rules newly allow, - what they no longer allow, "
            + "and ! what rules of others decide. Reading needs root, too.",
    };

    private readonly Option<bool> _acceptSshLoss = new("--accept-ssh-loss")
    {
        Description = "With --default-deny: apply the rules even if they do not allow the SSH connection that this is called from.",
    };

    private readonly Option<bool> _acceptOverridden = new("--accept-overridden")
    {
        Description = "Keep the rules even where rules of others decide otherwise about their addresses, or cannot be judged. That is reported.",
    };

    public override string Describe(string rules) => $"Apply the {rules} to this host, verify them, and take them back unless everything is right";

    public override string ExamplesFor(string writing) => ApplyCommand.Examples;

    public override void AddTo(Command command)
    {
        command.Options.Add(_confirm);
        command.Options.Add(_dryRun);
        command.Options.Add(_acceptSshLoss);
        command.Options.Add(_acceptOverridden);
        base.AddTo(command);
    }

    public override void Check(ParseResult result)
    {
        _ = Format.ReadEmitter(result);
        _ = Format.ReadHostFirewall(result);
        _ = ReadConfirm(result);
        CliException.UsageIf(
            result.GetValue(_dryRun) && result.GetValue(_confirm) is not null, "--confirm does not apply with --dry-run, which changes nothing.");
        if (!OperatingSystem.IsLinux())
        {
            throw CliException.Input("Rules can be applied on Linux only: on other systems, use 'fwrules generate'; nothing was changed.");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw CliException.Input("Only root can read and change the firewall: run fwrules with sudo; nothing was changed.");
        }
    }

    public override async Task<int> RunAsync(ParseResult result, RuleJob job, CancellationToken cancellationToken)
    {
        var (firewall, rules) = (Format.ReadHostFirewall(result), Shape(result, job.Rules));
        Format.Report(result, rules, Terminal, job.WithoutInbound);
        try
        {
            RequireTools(firewall, rules);
            if (!result.GetValue(_acceptSshLoss))
            {
                SshGuard.Check(Format.ReadDeny(result), rules, Login.Current(Terminal.Variable).Ssh, _acceptSshLoss.Name);
            }

            if (!result.GetValue(_dryRun))
            {
                return await new ApplyRun(firewall, rules, new ApplyHome(), Terminal)
                {
                    Confirm = ReadConfirm(result),
                    AcceptsOverridden = result.GetValue(_acceptOverridden),
                }.RunAsync(cancellationToken);
            }

            Plan(firewall, rules);
            return ExitCode.Ok;
        }
        catch (LimitExceededException e)
        {
            throw CliException.Limit(LimitText.Describe(e), e);
        }
        catch (RuleNotSupportedException e)
        {
            throw CliException.Usage(RuleErrorText.Describe(e, Format.ReadEmitter(result)), e);
        }
    }

    private static void RequireTools(HostFirewall firewall, RuleSet rules)
    {
        if (firewall.Tools(rules).FirstOrDefault(tool => !LinuxHost.Has(tool)) is { } missing)
        {
            throw CliException.Input($"{missing} is not installed, and the {firewall.Name} need it; nothing was changed.");
        }
    }

    private void Plan(HostFirewall firewall, RuleSet rules)
    {
        var live = firewall.Read();
        var (verification, jumps) = (firewall.Verify(live, rules), firewall.MissingJumps(live, rules));
        OutputFile.Write(null, Terminal, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
            ApplyPlan.Write(writer, verification, jumps);
        });
    }

    private TimeSpan? ReadConfirm(ParseResult result)
        => result.GetValue(_confirm) is not { } text ? null
            : DurationText.Read(text, _confirm.Name, TimeSpan.FromSeconds(5), TimeSpan.FromDays(1));
}
