namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>A list is not what it should be; says where in the list, and not in which.</summary>
internal sealed class ListFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
