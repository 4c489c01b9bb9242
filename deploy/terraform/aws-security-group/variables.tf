variable "rules" {
  description = "The rules: the value of PREFIX_rules in the output of fwrules generate --format aws-tfvars."
  type = list(object({
    direction   = string
    protocol    = string
    from_port   = number
    to_port     = number
    family      = string
    group       = number
    description = string
    prefixes    = list(string)
  }))

  validation {
    condition     = length(flatten(var.rules[*].prefixes)) > 0
    error_message = "The rules have no prefix."
  }

  validation {
    condition     = alltrue([for prefix in flatten(var.rules[*].prefixes) : can(cidrhost(prefix, 0)) && !endswith(prefix, "/0")])
    error_message = "A prefix is not valid, or is the whole address space: write a rule for any address yourself."
  }

  validation {
    condition     = alltrue([for rule in var.rules : contains(["egress", "ingress"], rule.direction) && contains(["ipv4", "ipv6"], rule.family)])
    error_message = "A direction is not egress or ingress, or a family is not ipv4 or ipv6."
  }
}

variable "security_group_ids" {
  description = "The security groups that share the rules, all attached to the same interfaces, in an order that stays. Empty with create_groups."
  type        = list(string)
  default     = []

  validation {
    condition     = length(distinct(var.security_group_ids)) == length(var.security_group_ids)
    error_message = "Give different security groups."
  }
}

variable "create_groups" {
  description = "The number of security groups to create instead; 0 for none. More than are needed leaves room for growth."
  type        = number
  default     = 0

  validation {
    condition     = var.create_groups >= 0 && var.create_groups <= 16
    error_message = "The number of security groups is 0 to 16."
  }
}

variable "name" {
  description = "The start of the names of security groups that are created; a hyphen and the number of the group follow."
  type        = string
  default     = "datadog"
}

variable "vpc_id" {
  description = "The VPC of security groups that are created; null for the default VPC."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for the rules and for security groups that are created."
  type        = map(string)
  default     = {}
}
