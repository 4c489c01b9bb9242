// Written by FirewallRules X.Y.Z.
// Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
// Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
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

resource datadog_egress_tcp_443__10516_ipv4 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-443_10516-ipv4'
  properties: {
    description: 'fwrules:datadog 20031b49 us1: logs'
    priority: 1740
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '443'
      '10516'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '3.233.144.0/20'
  }
}

resource datadog_egress_tcp_443__10516_ipv6 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: 'datadog-egress-tcp-443_10516-ipv6'
  dependsOn: [
    datadog_egress_tcp_443__10516_ipv4
  ]
  properties: {
    description: 'fwrules:datadog 0ece8de0 us1: logs'
    priority: 1099
    direction: 'Outbound'
    access: 'Allow'
    protocol: 'Tcp'
    sourcePortRange: '*'
    destinationPortRanges: [
      '443'
      '10516'
    ]
    sourceAddressPrefix: '*'
    destinationAddressPrefix: '2600:1f18:24e6:b900::/56'
  }
}
