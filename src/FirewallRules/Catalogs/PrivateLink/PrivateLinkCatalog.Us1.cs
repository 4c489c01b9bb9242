using static FirewallRules.PrivateLinkService;

namespace FirewallRules.Catalogs;

internal static partial class PrivateLinkCatalog
{
    private static Row[] Us1() =>
    [
        new("vpce-svc-02bee2072b5c3c226", "azure.intake", [WebhookIntake], ["webhook-intake", "webhooks-http-intake.logs"]),
        new("vpce-svc-00192e92115cbcc75", "brown.intake", [Otlp], ["*.integrations.otlp", "opamp", "otlp"]),
        new("vpce-svc-058a75ceea85a9175", "cornsilk.intake", [Mcp], ["mcp"]),
        new("vpce-svc-0b3292e3efce2a445", "cyan.intake", [EventPlatform],
        [
            "agenthealth-intake", "ci-intake", "cicodescan-intake", "citestcov-intake", "citestcycle-intake", "cloudplatform-intake",
            "contimage-intake", "contlcycle-intake", "cws-intake", "debugger-intake", "error-tracking-intake", "event-management-intake",
            "event-platform-intake", "feed-intake", "instrumentation-telemetry-intake", "kubeops-intake", "llmobs-intake", "ndm-intake",
            "ndmflow-intake", "netpath-intake", "ocimetrics-intake", "resources-intake", "sbom-intake", "sds-intake", "sentry-intake",
            "snmp-traps-intake", "softinv-intake",
        ]),
        new("vpce-svc-0a3b2d86676122d8d", "gray.intake", [Rum],
        [
            "iam-rum-intake", "rum-http-intake.logs", "rum.browser-intake-datadoghq.com.",
        ]),
        new("vpce-svc-0ee865cd1c0a7ba32", "lime.intake", [Traces, DataObservability],
        [
            "data-obs-intake", "trace.agent",
        ]),
        new("vpce-svc-05e3bfec4501e714d", "olive.intake", [NetworkDevices], ["network-devices"]),
        new("vpce-svc-07895350fd0109264", "orchid.intake", [Api, Synthetics],
        [
            "*.api", "*.synthetics", "api", "intake.synthetics", "synthetics",
        ]),
        new("vpce-svc-025a56b9187ac1f63", "agent-http-intake.logs", [LogsAgent], ["agent-http-intake.logs"]),
        new("vpce-svc-0e36256cb6172439d", "http-intake.logs", [LogsUser], ["http-intake.logs"]),
        new("vpce-svc-09a8006e245d1e7b8", "metrics.agent", [Metrics], ["metrics.agent"]),
        new("vpce-svc-0ad5fb9e71f85fe99", "orchestrator", [Containers], ["orchestrator"]),
        new("vpce-svc-0ed1f789ac6b0bde1", "process", [Process], ["process"]),
        new("vpce-svc-022ae36a7b2472029", "intake.profile", [Profiling], ["intake.profile"]),
        new("vpce-svc-0ce70d55ec4af8501", "dbm-metrics-intake", [DatabaseMonitoring], ["dbm-metrics-intake"]),
        new("vpce-svc-01f21309e507e3b1d", "config", [RemoteConfiguration], ["config"]),
    ];
}
