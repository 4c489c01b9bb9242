// Written by FirewallRules X.Y.Z.
// Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
// Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
// Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
// Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
// Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
// Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
// Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
// Skipped, because it has no addresses: nobody
// All other outgoing and incoming traffic is dropped (IPv4 and IPv6).
//
// The deny rule also blocks DNS servers and the virtual network, but not the Azure platform (168.63.129.16).
// The deny rule also blocks incoming traffic of the virtual network and the probes of AzureLoadBalancer.
// The NSG must exist. Its other rules must not have priorities 1000 to 1999 and 4096; --first-priority moves them.
// Deploy: az deployment group create --resource-group GROUP --template-file FILE.bicep --parameters nsgName=NSG
// The rules depend on each other, because Azure cannot change two rules of an NSG at the same time.
// A rule of an older output that is not in this one remains until you or the azure-cli script delete it.

param nsgName string = 'datadog'

resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: nsgName
}

resource datadog_egress_tcp_80_any 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-80-any'
  properties: {
    description: 'fwrules:datadog 68637dfb anywhere, and said so'
    priority: 1853
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '80'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '*'
  }
}

resource datadog_egress_tcp_443_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-443-ipv4'
  dependsOn: [
    datadog_egress_tcp_80_any
  ]
  properties: {
    description: 'fwrules:datadog 20f7e3fa us1: agents'
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
    description: 'fwrules:datadog 54228bd5 us1: agents'
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

resource datadog_egress_tcp_x0f7c6fde85ea668f_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-x0f7c6fde85ea668f-ipv4'
  dependsOn: [
    datadog_egress_tcp_443_ipv6
  ]
  properties: {
    description: 'fwrules:datadog 56f9b3a6 more ports than one match takes'
    priority: 1368
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '1000'
      '1010'
      '1020'
      '1030'
      '1040'
      '1050'
      '1060'
      '1070'
      '1080'
      '1090'
      '1100'
      '1110'
      '1120'
      '1130'
      '2000-2009'
      '3000-3009'
      '4000'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '198.51.100.7/32'
  }
}

resource datadog_egress_udp_123__3478_3481_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-udp-123_3478-3481-ipv4'
  dependsOn: [
    datadog_egress_tcp_x0f7c6fde85ea668f_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 02de5926 time and calls'
    priority: 1841
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '123'
      '3478-3481'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '192.0.2.0/24'
  }
}

resource datadog_egress_udp_123__3478_3481_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-udp-123_3478-3481-ipv6'
  dependsOn: [
    datadog_egress_udp_123__3478_3481_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 77356037 time and calls'
    priority: 1595
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '123'
      '3478-3481'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '2001:db8:1::/48'
  }
}

resource datadog_ingress_tcp_8000_8100_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-tcp-8000-8100-ipv4'
  dependsOn: [
    datadog_egress_udp_123__3478_3481_ipv6
  ]
  properties: {
    description: 'fwrules:datadog 40321ca7 Allows ingress tcp 8000-8100'
    priority: 1781
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRange: '8000-8100'
    sourceAddressPrefixes: [
      '203.0.113.0/25'
      '203.0.113.192/26'
    ]
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_udp_51820_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-udp-51820-ipv4'
  dependsOn: [
    datadog_ingress_tcp_8000_8100_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 8dfaae22 tunnel'
    priority: 1964
    direction: 'Inbound'
    access: 'Allow'
    protocol: 'Udp'
    sourcePortRange: '*'
    destinationPortRange: '51820'
    sourceAddressPrefixes: [
      '0.0.0.0/1'
      '128.0.0.0/1'
    ]
    destinationAddressPrefix: '*'
  }
}

resource datadog_egress_deny 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-deny'
  dependsOn: [
    datadog_ingress_udp_51820_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 9c538d2e Denies all other traffic'
    priority: 4096
    direction: 'Outbound'
    access: 'Deny'
    protocol: '*'
    sourcePortRange: '*'
    destinationPortRange: '*'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '*'
  }
}

resource datadog_ingress_deny 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-ingress-deny'
  dependsOn: [
    datadog_egress_deny
  ]
  properties: {
    description: 'fwrules:datadog a7befbc4 Denies all other traffic'
    priority: 4096
    direction: 'Inbound'
    access: 'Deny'
    protocol: '*'
    sourcePortRange: '*'
    destinationPortRange: '*'
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '*'
  }
}
