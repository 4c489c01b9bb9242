using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>An input of DataKit that listens on a port: one row of the catalogue. Inputs are equal when they are the same.</summary>
/// <remarks>A port is the default of DataKit's configuration; <see cref="OnPort"/> says another.</remarks>
public sealed partial class DataKitInput
{
    private DataKitInput(string name, int port, Protocol[] protocols, string purpose, string source)
        => (Name, Port, Protocols, Purpose, Source) = (name, port, protocols, purpose, source);

    /// <summary>The name used on the command line, in labels and comments, such as <c>statsd</c>.</summary>
    public string Name { get; }

    /// <summary>The default port.</summary>
    public int Port { get; }

    /// <summary>The transport protocols: one, or both.</summary>
    public IReadOnlyList<Protocol> Protocols { get; }

    /// <summary>
    /// The protocol above, in the vendor's spelling: HTTP, gRPC or WebSocket, all of them over TCP; <see langword="null"/> where none is named.
    /// </summary>
    public string? ApplicationProtocol { get; private init; }

    /// <summary>What it takes, in a few words.</summary>
    public string Purpose { get; }

    /// <summary>The default HTTP or gRPC routes as documented; <see langword="null"/> where none is.</summary>
    public string? Route { get; private init; }

    /// <summary>Where it listens by default, such as <c>0.0.0.0</c> or <c>127.0.0.1</c>; <see langword="null"/> where no source says so.</summary>
    public string? ListensOn { get; private init; }

    /// <summary>Whether it listens for the host alone unless it is configured otherwise: a rule for others does nothing until then.</summary>
    public bool IsLocal => ListensOn is "127.0.0.1" or "localhost";

    /// <summary>Whether sources contradict each other; <see cref="Note"/> says how.</summary>
    public bool IsDisputed { get; private init; }

    /// <summary>What else is worth knowing; <see langword="null"/> for nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>Where the fact is from.</summary>
    public string Source { get; }

    /// <summary>Reads an input from its name, in any case.</summary>
    /// <returns>Whether there is such an input.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DataKitInput? input)
    {
        input = Known.FirstOrDefault(known => string.Equals(known.Name, text, StringComparison.OrdinalIgnoreCase));
        return input is not null;
    }

    /// <summary>Says the port that the input is configured to listen on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1–65535.</exception>
    public DataKitSelection OnPort(int port) => DataKitSelection.FromInput(this).OnPort(port);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
