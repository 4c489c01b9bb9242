using static FirewallRules.PrivateLinkService;

namespace FirewallRules.Catalogs;

internal static partial class PrivateLinkCatalog
{
    private static Row[] Ap2() =>
    [
        new("vpce-svc-01b61a61d21fc7273", "aqua.intake", [GcpLogs], ["gcp-intake.logs"]),
        new("vpce-svc-06a30d6a016b746ff", "beige.intake", [Metrics], ["*.agent", "agent"]),
        new("vpce-svc-0c26ca335d93a68b5", "bisque.intake", [Process], ["process"]),
        new("vpce-svc-04c61207a01a73496", "brown.intake", [Otlp], ["*.integrations.otlp", "opamp", "otlp"]),
        new("vpce-svc-0d936da0e6a30d3cd", "cyan.intake", [Profiling, WebhookIntake, EventPlatform],
        [
            "agenthealth-intake", "awsmetrics-intake", "ci-intake", "cicodescan-intake", "cireport-intake", "citestcov-intake",
            "citestcycle-intake", "cloudplatform-intake", "contimage-intake", "contlcycle-intake", "cspm-intake", "cws-intake",
            "debugger-intake", "error-tracking-intake", "event-management-intake", "instrumentation-telemetry-intake", "intake.profile",
            "kubeops-intake", "llmobs-intake", "ndm-intake", "ndmflow-intake", "netpath-intake", "ocimetrics-intake", "resources-intake",
            "sbom-intake", "sds-intake", "sentry-intake", "snmp-traps-intake", "softinv-intake", "webhook-intake",
        ]),
        new("vpce-svc-06460db30a7cfdace", "gold.intake", [LogsAgent, LogsUser],
        [
            "agent-http-intake.logs", "aws-kinesis-http-intake.logs", "eventbridge-intake.logs", "http-intake.logs",
            "lambda-http-intake.logs", "obpipeline-intake", "runtime-security-http-intake.logs",
        ]),
        new("vpce-svc-0545109555aa68e7e", "indigo.intake", [LiveTail], ["live.logs"]),
        new("vpce-svc-0f3e01f4180b2ae09", "lime.intake", [Traces, DataObservability],
        [
            "data-obs-intake", "trace.agent",
        ]),
        new("vpce-svc-031da3ffac78ef902", "linen.intake", [Containers], ["orchestrator"]),
        new("vpce-svc-06ec78b291ce8020a", "orchid.intake", [Api, Synthetics],
        [
            "*.synthetics", "api", "quota.browser-intake-ap2-datadoghq.com.", "synthetics",
        ]),
        new("vpce-svc-028e4348e80fa73f5", "plum.intake", [SourceMaps], ["sourcemap-intake"]),
        new("vpce-svc-01f8f80f4cb97bd10", "violet.intake", [RemoteConfiguration], ["config"]),
        new("vpce-svc-094469ee7a178f448", "white.intake", [DatabaseMonitoring], ["dbm-metrics-intake", "dbquery-intake"]),
    ];
}
