namespace FirewallRules.Cli.Output;

/// <summary>A row of <c>fwrules ports datakit</c>.</summary>
internal sealed record DataKitPortRow(
    string Input,
    string Protocol,
    int Port,
    string? ApplicationProtocol,
    string? Route,
    string? ListensOn,
    bool Local,
    bool Disputed,
    string Purpose,
    string? Note,
    string Source,
    string AsOf)
{
    public static string[] Titles { get; } = ["INPUT", "PORT", "APPLICATION", "LISTENS ON", "ALL", "DISPUTED", "PURPOSE", "SOURCE", "NOTE"];

    public string[] Cells =>
    [
        Input,
        $"{Port}/{Protocol}",
        ApplicationProtocol ?? "-",
        ListensOn ?? "-",
        Local ? "no" : "yes",
        Disputed ? "yes" : "no",
        Purpose,
        Source,
        Note ?? "-",
    ];

    public static DataKitPortRow Of(DataKitInput input, Protocol protocol) => new(
        input.Name,
        protocol == FirewallRules.Protocol.Tcp ? "tcp" : "udp",
        input.Port,
        input.ApplicationProtocol,
        input.Route,
        input.ListensOn,
        input.IsLocal,
        input.IsDisputed,
        input.Purpose,
        input.Note,
        input.Source,
        PortCatalog.DataKit.AsOf);
}
