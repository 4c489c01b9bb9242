namespace FirewallRules.Cli.Applying;

/// <summary>Refuses a default deny that would block the SSH connection that the command is called from.</summary>
/// <remarks>
/// The open connection may go on for a while as an established one. What counts is whether it could be opened again, because it is the way back
/// when something goes wrong. Other rules of the host that accept it are not considered: an accept in one table does not override a drop in another.
/// </remarks>
internal static class SshGuard
{
    /// <param name="deny">The default deny; <see langword="null"/> where there is none.</param>
    /// <param name="rules">The rules, whose directions are denied.</param>
    /// <param name="session">The SSH connection; <see langword="null"/> where there is none.</param>
    /// <param name="insist">The option that applies the rules all the same.</param>
    /// <exception cref="CliException">The connection would be blocked.</exception>
    public static void Check(DefaultDeny? deny, RuleSet rules, SshSession? session, string insist)
    {
        if (deny is null || session is null || !DenyNotices.Denies(rules, Direction.Ingress)
            || rules.Rules.Concat(deny.Allow?.Rules ?? []).Any(session.IsAllowedBy))
        {
            return;
        }

        throw CliException.Limit(
            $"--default-deny would block the SSH connection that this is called from: add --allow-in {session}, or {insist} if there is another way "
                + "to this host; nothing was changed.");
    }
}
