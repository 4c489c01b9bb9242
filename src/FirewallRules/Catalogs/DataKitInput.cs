using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>An input of DataKit that listens on a port: one row of the catalog. A closed set: inputs are compared by reference.</summary>
/// <remarks>The port is the default of DataKit's configuration; <see cref="OnPort"/> sets another.</remarks>
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
    /// The application protocol: HTTP, gRPC or WebSocket, all over TCP; <see langword="null"/> when the source names none.
    /// </summary>
    public string? ApplicationProtocol { get; private init; }

    /// <summary>What it receives, in a few words.</summary>
    public string Purpose { get; }

    /// <summary>The default HTTP or gRPC routes as documented; <see langword="null"/> when there is none.</summary>
    public string? Route { get; private init; }

    /// <summary>
    /// Where it listens by default, such as <c>0.0.0.0</c> or <c>127.0.0.1</c>; <see langword="null"/> when no source says so.
    /// </summary>
    public string? ListensOn { get; private init; }

    /// <summary>
    /// Whether it accepts only local connections by default: a rule for other hosts has no effect until that is reconfigured.
    /// </summary>
    public bool IsLocal => ListensOn is "127.0.0.1" or "localhost";

    /// <summary>Whether sources contradict each other; <see cref="Note"/> says how.</summary>
    public bool IsDisputed { get; private init; }

    /// <summary>A remark; <see langword="null"/> when there is none.</summary>
    public string? Note { get; private init; }

    /// <summary>The source of the row.</summary>
    public string Source { get; }

    /// <summary>Parses the name of an input, ignoring case.</summary>
    /// <returns>Whether there is such an input.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DataKitInput? input)
    {
        input = Known.FirstOrDefault(known => string.Equals(known.Name, text, StringComparison.OrdinalIgnoreCase));
        return input is not null;
    }

    /// <summary>Sets the port that the input is configured to listen on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1–65535.</exception>
    public DataKitSelection OnPort(int port) => DataKitSelection.FromInput(this).OnPort(port);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
