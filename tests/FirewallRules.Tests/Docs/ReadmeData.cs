namespace FirewallRules.Tests.Docs;

/// <summary>The files that the commands and programs of the README read.</summary>
internal static class ReadmeData
{
    public const string Json =
        """
        {"version":7,"modified":"2026-01-02T03:04:05",
        "logs":{"prefixes_ipv4":["192.0.2.0/24"]},
        "webhooks":{"prefixes_ipv4":["198.51.100.7/32"]}}
        """;

    public static string LogsOfVersion40 => SourceRoot.Combine("tests", "FirewallRules.Tests", "Docs", "logs-v40.txt");

    public static IReadOnlyList<(string Name, string Text)> Files { get; } =
    [
        ("eu1.json", Json),
        ("eu1-next.json", Json.Replace("\"version\":7", "\"version\":8").Replace("198.51.100.7/32", "198.51.100.6/31")),
        ("old.json", Json),
        (
            "new.json",
            """
            {"version":8,"modified":"2026-02-03T04:05:06",
            "logs":{"prefixes_ipv4":["192.0.2.128/25","192.0.2.0/25"]},
            "webhooks":{"prefixes_ipv4":["198.51.100.7/32","203.0.113.8/30"]}}
            """
        ),
        ("old.txt", "10.0.0.0/24\n"),
        ("new.txt", "10.0.0.128/25\n192.0.2.7\n"),
        (
            "aws.json",
            """
            {"prefixes":[{"ip_prefix":"3.4.12.4/32"},{"ip_prefix":"52.94.0.0/22"},{"ip_prefix":"52.94.4.0/22"}],
            "ipv6_prefixes":[{"ipv6_prefix":"2600:1f00::/39"}]}
            """
        ),
    ];
}
