# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# These rules only allow traffic; the default policy is not changed.
#
# The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,
# or your own deny rule with a priority number above 1999.
# This is the complete NSG: all other rules of the NSG are deleted.
# Apply: add the file to a module with the azurerm provider; terraform apply asks for the resource group.

variable "datadog_resource_group_name" {
  type = string
}

variable "datadog_network_security_group_name" {
  type    = string
  default = "datadog"
}

variable "datadog_location" {
  type = string
}

resource "azurerm_network_security_group" "datadog_nsg" {
  name                = var.datadog_network_security_group_name
  resource_group_name = var.datadog_resource_group_name
  location            = var.datadog_location

  security_rule {
    name                       = "datadog-egress-tcp-443_10516-ipv4"
    description                = "fwrules:datadog 20031b49 us1: logs"
    priority                   = 1740
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_ranges    = ["443", "10516"]
    source_address_prefix      = "*"
    destination_address_prefix = "3.233.144.0/20"
  }

  security_rule {
    name                       = "datadog-egress-tcp-443_10516-ipv6"
    description                = "fwrules:datadog 0ece8de0 us1: logs"
    priority                   = 1099
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_ranges    = ["443", "10516"]
    source_address_prefix      = "*"
    destination_address_prefix = "2600:1f18:24e6:b900::/56"
  }
}
