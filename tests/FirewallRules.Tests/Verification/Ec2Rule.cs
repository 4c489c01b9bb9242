namespace FirewallRules.Tests.Verification;

/// <summary>One rule of a security group.</summary>
/// <param name="Group">The id of the group.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">As EC2 prints it.</param>
/// <param name="From">The first port; <see langword="null"/> where EC2 prints none.</param>
/// <param name="To">The last port.</param>
/// <param name="Remote">A prefix, or the id of a prefix list or group.</param>
/// <param name="Description">The description; empty for none.</param>
internal sealed record Ec2Rule(string Group, Direction Direction, string Protocol, int? From, int? To, string Remote, string Description);
