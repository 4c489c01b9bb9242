namespace FirewallRules.Cli.Input;

/// <summary>A list is invalid. The message has the position in the list, but not its name.</summary>
internal sealed class ListFormatException(ListFault fault, Exception? innerException = null) : Exception(fault.Message(), innerException)
{
    public ListFormatException(string message, Exception? innerException = null)
        : this(new ListFault(message), innerException)
    {
    }

    public ListFault Fault => fault;
}
