using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>An input of DataKit together with the port that it listens on.</summary>
/// <remarks>Immutable; compared by reference. A <see cref="DataKitInput"/> converts to a selection with its default port.</remarks>
public sealed class DataKitSelection
{
    private DataKitSelection(DataKitInput input, int port) => (Input, Port) = (input, port);

    /// <summary>The input.</summary>
    public DataKitInput Input { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Selects the input on its default port.</summary>
    [return: NotNullIfNotNull(nameof(input))]
    public static implicit operator DataKitSelection?(DataKitInput? input) => input is null ? null : FromInput(input);

    /// <inheritdoc cref="op_Implicit(DataKitInput)" />
    public static DataKitSelection FromInput(DataKitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input, input.Port);
    }

    /// <inheritdoc cref="DataKitInput.OnPort" />
    public DataKitSelection OnPort(int port) => new(Input, new PortRange(port, port).First);
}
