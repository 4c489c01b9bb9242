// Written by FirewallRules X.Y.Z.
// Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
// Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
// These rules only allow traffic; the default policy is not changed.
//
// The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,
// or your own deny rule with a priority number above 1999.
// This is the complete NSG: all other rules of the NSG are deleted.
// Deploy: az deployment group create --resource-group GROUP --template-file FILE.bicep --parameters nsgName=NSG

param nsgName string = 'datadog'
param location string = resourceGroup().location

resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: nsgName
  location: location
  properties: {
    securityRules: [
      {
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
      {
        name: 'datadog-egress-tcp-443_10516-ipv6'
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
    ]
  }
}
