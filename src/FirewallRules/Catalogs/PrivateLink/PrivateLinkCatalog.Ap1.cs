using static FirewallRules.PrivateLinkService;

namespace FirewallRules.Catalogs;

internal static partial class PrivateLinkCatalog
{
    private static Row[] Ap1() =>
    [
        new("vpce-svc-03e139d1f2766685b", "agent-http-intake.logs", [LogsAgent], ["agent-http-intake.logs"]),
        new("vpce-svc-08799aabff1cfd8a3", "http-intake.logs", [LogsUser], ["http-intake.logs"]),
        new("vpce-svc-008cd79a7a09e0a1e", "api", [Api], ["api"]),
        new("vpce-svc-002d904d5e69340ad", "metrics.agent", [Metrics], ["metrics.agent"]),
        new("vpce-svc-03ffd8d552f0d957d", "orchestrator", [Containers], ["orchestrator"]),
        new("vpce-svc-0e86b29a0dc2c8a26", "process", [Process], ["process"]),
        new("vpce-svc-0d598057ecde10596", "intake.profile", [Profiling], ["intake.profile"]),
        new("vpce-svc-0a5d94b2e8f6e70fc", "trace.agent", [Traces], ["trace.agent"]),
        new("vpce-svc-0cc53180ae06bb977", "dbm-metrics-intake", [DatabaseMonitoring], ["dbm-metrics-intake"]),
        new("vpce-svc-00e15ab206f23b98c", "config", [RemoteConfiguration], ["config"]),
    ];
}
