locals {
  group_ids = var.create_groups > 0 ? aws_security_group.this[*].id : var.security_group_ids

  # Neither the group nor the description is part of a key, so that a prefix which gets another one is not another rule.
  rules = merge([
    for rule in var.rules : {
      for prefix in rule.prefixes : "${rule.direction}_${rule.protocol}_${rule.from_port}_${rule.to_port}_${prefix}" => merge(rule, { prefix = prefix })
    }
  ]...)
}

resource "aws_security_group" "this" {
  count = var.create_groups

  name        = "${var.name}-${count.index + 1}"
  description = "Firewall rules for Datadog"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = { for key, rule in local.rules : key => rule if rule.direction == "egress" }

  security_group_id = local.group_ids[each.value.group]
  ip_protocol       = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.family == "ipv4" ? each.value.prefix : null
  cidr_ipv6         = each.value.family == "ipv6" ? each.value.prefix : null
  description       = each.value.description
  tags              = var.tags

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = length(local.group_ids) > max(var.rules[*].group...)
      error_message = "The rules need ${max(var.rules[*].group...) + 1} security groups, and there are ${length(local.group_ids)}."
    }
  }
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = { for key, rule in local.rules : key => rule if rule.direction == "ingress" }

  security_group_id = local.group_ids[each.value.group]
  ip_protocol       = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.family == "ipv4" ? each.value.prefix : null
  cidr_ipv6         = each.value.family == "ipv6" ? each.value.prefix : null
  description       = each.value.description
  tags              = var.tags

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = length(local.group_ids) > max(var.rules[*].group...)
      error_message = "The rules need ${max(var.rules[*].group...) + 1} security groups, and there are ${length(local.group_ids)}."
    }
  }
}
