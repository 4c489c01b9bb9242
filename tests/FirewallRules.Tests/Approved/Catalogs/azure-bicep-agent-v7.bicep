// Written by FirewallRules X.Y.Z.
// Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
// Ports: Datadog Agent 7, as documented mid-2026
// Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents, api, apm, logs, orchestrator, process, remote-configuration
// Allows egress udp 123 (any IPv4, any IPv6): ntp
// Skipped, because an NSG does not see loopback traffic: ingress tcp 5000-5001, 5012, 6062, 6162, 8126 from 127.0.0.1/32, ::1/128 (apm-expvar, apm-receiver, expvar, ipc, process-debug, process-settings)
// Skipped, because an NSG does not see loopback traffic: ingress udp 8125 from 127.0.0.1/32, ::1/128 (dogstatsd)
// These rules only allow traffic; the default policy is not changed.
//
// The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,
// or your own deny rule with a priority number above 1999.
// The NSG must exist. Its other rules must not have priorities 1000 to 1999; --first-priority moves them.
// Deploy: az deployment group create --resource-group GROUP --template-file FILE.bicep --parameters nsgName=NSG
// The rules depend on each other, because Azure cannot change two rules of an NSG at the same time.
// A rule of an older output that is not in this one remains until you or the azure-cli script delete it.

param nsgName string = 'datadog'

resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: nsgName
}

resource datadog_egress_tcp_443_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-443-ipv4'
  properties: {
    description: 'fwrules:datadog 20f7e3fa us1, agent-v7: agents, api, apm, logs, orchestrator, process, remote-configuration'
    priority: 1229
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '443'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '3.233.144.0/20'
  }
}

resource datadog_egress_tcp_443_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-443-ipv6'
  dependsOn: [
    datadog_egress_tcp_443_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 54228bd5 us1, agent-v7: agents, api, apm, logs, orchestrator, process, remote-configuration'
    priority: 1239
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '443'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '2600:1f18:24e6:b900::/56'
  }
}

resource datadog_egress_udp_123_any 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-udp-123-any'
  dependsOn: [
    datadog_egress_tcp_443_ipv6
  ]
  properties: {
    description: 'fwrules:datadog 6652c5e0 agent-v7: ntp'
    priority: 1605
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRange: '123'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '*'
  }
}
