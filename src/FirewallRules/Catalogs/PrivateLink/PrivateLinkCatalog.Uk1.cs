using static FirewallRules.PrivateLinkService;

namespace FirewallRules.Catalogs;

internal static partial class PrivateLinkCatalog
{
    private static Row[] Uk1() =>
    [
        new("vpce-svc-099b74a86151e7f91", "aqua.intake", [GcpLogs], ["gcp-intake.logs"]),
        new("vpce-svc-058a9de2dbf6959f9", "beige.intake", [Metrics], ["*.agent", "agent"]),
        new("vpce-svc-0fe52c96bfb6c5d0e", "bisque.intake", [Process], ["process"]),
        new("vpce-svc-0d7e1e795a19787c9", "brown.intake", [Otlp], ["*.integrations.otlp", "opamp", "otlp"]),
        new("vpce-svc-0d345b92b8a5e8743", "cornsilk.intake", [Mcp], ["mcp"]),
        new("vpce-svc-01f4f12969c768c0c", "cyan.intake", [Profiling, WebhookIntake, EventPlatform],
        [
            "agenthealth-intake", "awsmetrics-intake", "ci-intake", "cicodescan-intake", "cireport-intake", "citestcov-intake",
            "citestcycle-intake", "cloudplatform-intake", "contimage-intake", "contlcycle-intake", "cspm-intake", "cws-intake",
            "debugger-intake", "error-tracking-intake", "event-management-intake", "instrumentation-telemetry-intake", "intake.profile",
            "kubeops-intake", "llmobs-intake", "ndm-intake", "ndmflow-intake", "netpath-intake", "ocimetrics-intake", "resources-intake",
            "sbom-intake", "sds-intake", "sentry-intake", "snmp-traps-intake", "softinv-intake", "webhook-intake",
        ]),
        new("vpce-svc-03fb3a3dd752ef336", "gold.intake", [LogsAgent, LogsUser],
        [
            "agent-http-intake.logs", "aws-kinesis-http-intake.logs", "eventbridge-intake.logs", "http-intake.logs",
            "lambda-http-intake.logs", "obpipeline-intake", "runtime-security-http-intake.logs",
        ]),
        new("vpce-svc-08989912d1ef253f4", "lime.intake", [Traces, DataObservability],
        [
            "data-obs-intake", "trace.agent",
        ]),
        new("vpce-svc-07f22a32140efaae5", "linen.intake", [Containers], ["orchestrator"]),
        new("vpce-svc-0682567dcbfd55a95", "orange.intake", [CustomDomains], ["*", "custom-domains"]),
        new("vpce-svc-05399db7fb3b28c77", "orchid.intake", [Api, Synthetics],
        [
            "*.synthetics", "api", "quota.browser-intake-uk1-datadoghq.com.", "synthetics",
        ]),
        new("vpce-svc-04fbf10021b0308cd", "plum.intake", [SourceMaps], ["sourcemap-intake"]),
        new("vpce-svc-0755097b02a34f9e7", "violet.intake", [RemoteConfiguration], ["config"]),
        new("vpce-svc-03e170925a2baa029", "white.intake", [DatabaseMonitoring], ["dbm-metrics-intake", "dbquery-intake"]),
    ];
}
