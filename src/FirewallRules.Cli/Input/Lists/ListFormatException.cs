namespace FirewallRules.Cli.Input;

/// <summary>A list is not what it should be; says where in the list, and not in which.</summary>
internal sealed class ListFormatException(ListFault fault, Exception? innerException = null) : Exception(fault.Message(), innerException)
{
    public ListFormatException(string message, Exception? innerException = null)
        : this(new ListFault(message), innerException)
    {
    }

    public ListFault Fault => fault;
}
