using System.CommandLine;
using FirewallRules.Cli.Applying;

namespace FirewallRules.Cli.Commands;

/// <summary>Confirms the rules that <c>fwrules apply --confirm</c> has applied.</summary>
internal static class ConfirmCommand
{
    public const string Name = "confirm";

    public const string Examples =
        """
        sudo fwrules confirm

        Run it from a login that was opened after the rules were applied: connections from before continue even if new ones are blocked, so
        the login that runs 'fwrules apply' cannot confirm with this command. Exit codes: 0 the rules stay; 1 nothing waits for a
        confirmation (any more), or this is the same login; 3 it needs root.
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new VerbCommand(Name, "Confirm the rules that 'fwrules apply --confirm' has applied to this host.", Examples);
        command.SetAction(_ => Confirm(terminal, new ApplyHome().Current));
        return command;
    }

    private static int Confirm(Terminal terminal, ApplyFolder folder)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw CliException.Input("Only root can confirm rules, on the Linux host that they are applied to: run fwrules with sudo.");
        }

        if (!folder.Has(ApplyFolder.Waiting) || folder.DecidedOn != ApplyDecision.None)
        {
            throw CliException.Limit(folder.DecidedOn switch
            {
                ApplyDecision.None => "No rules wait to be confirmed.",
                ApplyDecision.Confirmed => "No rules wait to be confirmed: the last ones are confirmed.",
                ApplyDecision.Late => "It is too late: nobody confirmed the last rules in time, so the former ones are back or about to be.",
                _ => "No rules wait to be confirmed: the last ones were taken back.",
            });
        }

        var applied = Login.Parse(folder.Lines(ApplyFolder.Waiting) is [var line, ..] ? line : null);
        if (applied.WhySame(Login.Current(terminal.Variable)) is { } same)
        {
            throw CliException.Limit(
                $"This is {same} as that of 'fwrules apply', and it would go on even if new logins were blocked: log in anew and run 'fwrules confirm' there.");
        }

        if (folder.Decide(ApplyDecision.Confirmed) != ApplyDecision.Confirmed)
        {
            throw CliException.Limit("It is too late: the former rules are back or about to be.");
        }

        terminal.Notice("confirmed: the rules stay");
        return ExitCode.Ok;
    }
}
