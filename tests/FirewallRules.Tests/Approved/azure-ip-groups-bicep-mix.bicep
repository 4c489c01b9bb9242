// Written by FirewallRules X.Y.Z.
// Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
// Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
// Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
// Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
// Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
// Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
// Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
// Has no addresses: nobody
// Skipped, because a rule for any address needs no IP group: egress tcp 80
// Skipped, because a rule for any address needs no IP group: ingress udp 51820
// Skipped, because Azure Firewall does not process IPv6: the IPv6 addresses of egress tcp 80
// Skipped, because Azure Firewall does not process IPv6: the IPv6 addresses of egress tcp 443
// Skipped, because Azure Firewall does not process IPv6: the IPv6 addresses of egress udp 123, 3478-3481
//
// These are IP groups: they allow nothing until rules of an Azure Firewall refer to them. The tags are the ports to allow.
// Let the firewall refer to all IP groups of the output ipGroupIds: a rule with more than 5000 addresses has several.
// Deploy: az deployment group create --resource-group GROUP --template-file FILE.bicep

param location string = resourceGroup().location

resource datadog_egress_tcp_443 'Microsoft.Network/ipGroups@2024-05-01' = {
  name: 'datadog-egress-tcp-443'
  location: location
  tags: {
    'written-by': 'fwrules:datadog'
    direction: 'egress'
    protocol: 'tcp'
    ports: '443'
    purpose: 'us1: agents'
  }
  properties: {
    ipAddresses: [
      '3.233.144.0/20'
    ]
  }
}

resource datadog_egress_tcp_x0f7c6fde85ea668f 'Microsoft.Network/ipGroups@2024-05-01' = {
  name: 'datadog-egress-tcp-x0f7c6fde85ea668f'
  location: location
  tags: {
    'written-by': 'fwrules:datadog'
    direction: 'egress'
    protocol: 'tcp'
    ports: '1000,1010,1020,1030,1040,1050,1060,1070,1080,1090,1100,1110,1120,1130,2000-2009,3000-3009,4000'
    purpose: 'more ports than one match takes'
  }
  properties: {
    ipAddresses: [
      '198.51.100.7/32'
    ]
  }
}

resource datadog_egress_udp_123__3478_3481 'Microsoft.Network/ipGroups@2024-05-01' = {
  name: 'datadog-egress-udp-123_3478-3481'
  location: location
  tags: {
    'written-by': 'fwrules:datadog'
    direction: 'egress'
    protocol: 'udp'
    ports: '123,3478-3481'
    purpose: 'time and calls'
  }
  properties: {
    ipAddresses: [
      '192.0.2.0/24'
    ]
  }
}

resource datadog_ingress_tcp_8000_8100 'Microsoft.Network/ipGroups@2024-05-01' = {
  name: 'datadog-ingress-tcp-8000-8100'
  location: location
  tags: {
    'written-by': 'fwrules:datadog'
    direction: 'ingress'
    protocol: 'tcp'
    ports: '8000-8100'
    purpose: 'Allows ingress tcp 8000-8100'
  }
  properties: {
    ipAddresses: [
      '203.0.113.0/25'
      '203.0.113.192/26'
    ]
  }
}

output ipGroupIds array = [
  datadog_egress_tcp_443.id
  datadog_egress_tcp_x0f7c6fde85ea668f.id
  datadog_egress_udp_123__3478_3481.id
  datadog_ingress_tcp_8000_8100.id
]
