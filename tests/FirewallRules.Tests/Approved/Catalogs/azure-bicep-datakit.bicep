// Written by FirewallRules X.Y.Z.
// Ports: DataKit, as documented 2025-10-30
// Allows ingress tcp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
// Allows ingress tcp 4317 (1 IPv4 prefix, 1 IPv6 prefix): opentelemetry
// Allows ingress udp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
// Allows ingress udp 8125 (1 IPv4 prefix, 1 IPv6 prefix): statsd
// These rules only allow traffic; the default policy is not changed.
//
// The NSG must exist. Its other rules must not have priorities 1000 to 1999; --first-priority moves them.
// Deploy: az deployment group create --resource-group GROUP --template-file FILE.bicep --parameters nsgName=NSG
// The rules depend on each other, because Azure cannot change two rules of an NSG at the same time.
// A rule of an older output that is not in this one remains until you or the azure-cli script delete it.

param nsgName string = 'datadog'

resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: nsgName
}

resource datadog_ingress_tcp_2003_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-tcp-2003-ipv4'
  properties: {
    description: 'fwrules:datadog 8af9d3e0 datakit: graphite'
    priority: 1729
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '2003'
    sourceAddressPrefix: '10.0.0.0/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_tcp_2003_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-tcp-2003-ipv6'
  dependsOn: [
    datadog_ingress_tcp_2003_ipv4
  ]
  properties: {
    description: 'fwrules:datadog e53f220f datakit: graphite'
    priority: 1791
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '2003'
    sourceAddressPrefix: 'fd00::/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_tcp_4317_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-tcp-4317-ipv4'
  dependsOn: [
    datadog_ingress_tcp_2003_ipv6
  ]
  properties: {
    description: 'fwrules:datadog 99132266 datakit: opentelemetry'
    priority: 1576
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '4317'
    sourceAddressPrefix: '10.0.0.0/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_tcp_4317_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-tcp-4317-ipv6'
  dependsOn: [
    datadog_ingress_tcp_4317_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 216878b8 datakit: opentelemetry'
    priority: 1783
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '4317'
    sourceAddressPrefix: 'fd00::/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_udp_2003_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-udp-2003-ipv4'
  dependsOn: [
    datadog_ingress_tcp_4317_ipv6
  ]
  properties: {
    description: 'fwrules:datadog 546fbfa9 datakit: graphite'
    priority: 1396
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRange: '2003'
    sourceAddressPrefix: '10.0.0.0/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_udp_2003_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-udp-2003-ipv6'
  dependsOn: [
    datadog_ingress_udp_2003_ipv4
  ]
  properties: {
    description: 'fwrules:datadog f8cb33e0 datakit: graphite'
    priority: 1982
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRange: '2003'
    sourceAddressPrefix: 'fd00::/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_udp_8125_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-udp-8125-ipv4'
  dependsOn: [
    datadog_ingress_udp_2003_ipv6
  ]
  properties: {
    description: 'fwrules:datadog 84dc6b16 datakit: statsd'
    priority: 1929
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRange: '8125'
    sourceAddressPrefix: '10.0.0.0/8'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_udp_8125_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-udp-8125-ipv6'
  dependsOn: [
    datadog_ingress_udp_8125_ipv4
  ]
  properties: {
    description: 'fwrules:datadog a3f8da65 datakit: statsd'
    priority: 1114
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRange: '8125'
    sourceAddressPrefix: 'fd00::/8'
    destinationAddressPrefix: '*'
  }
}
