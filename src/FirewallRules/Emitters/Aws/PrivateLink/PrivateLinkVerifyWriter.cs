namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that makes the checks of Datadog's guide. It changes nothing.</summary>
internal sealed class PrivateLinkVerifyWriter(TextWriter writer, PrivateLinkPlan plan)
{
    private const string Body = """
        usage() {
            echo "usage: sh $0 [--skip-aws] [--skip-dns] [--connect] [--region REGION] [--vpc VPC-ID]" >&2
            exit 2
        }

        skip_aws=0
        skip_dns=0
        connect=0
        vpc=
        while [ $# -gt 0 ]; do
            case $1 in
                --skip-aws) skip_aws=1 ;;
                --skip-dns) skip_dns=1 ;;
                --connect) connect=1 ;;
                --region)
                    case ${2:-} in [a-z][a-z]-*-[0-9] | [a-z][a-z]-*-[0-9][0-9]) ;; *) usage ;; esac
                    case $2 in *[!0-9a-z-]*) usage ;; esac
                    region=$2
                    shift
                    ;;
                --vpc)
                    case ${2:-} in vpc- | *[!0-9a-z-]*) usage ;; vpc-*) ;; *) usage ;; esac
                    vpc=$2
                    shift
                    ;;
                *) usage ;;
            esac
            shift
        done
        AWS_PAGER=
        export AWS_PAGER
        wrong=0

        good() {
            echo "ok: $*"
        }

        bad() {
            echo "WRONG: $*"
            wrong=$((wrong + 1))
        }

        need() {
            command -v "$1" >/dev/null || { echo "$0: $1 is not installed; $2" >&2; exit 1; }
        }

        # SERVICE DNS-NAME: the endpoint service is available to this account and has the expected private DNS name.
        check_service() {
            if ! found=$(aws ec2 describe-vpc-endpoint-services --region "$service_region" --service-names "$1" \
                --query 'ServiceDetails[0].PrivateDnsName' --output text 2>&1); then
                bad "$1 is not found in $service_region: $(echo "$found" | tr '\n' ' ')"
            elif [ "$found" = "$2" ]; then
                good "$1 is there as $2"
            else
                bad "$1 is $found and not $2"
            fi
        }

        check_vpc() {
            for attribute in enableDnsSupport:EnableDnsSupport enableDnsHostnames:EnableDnsHostnames; do
                value=$(aws ec2 describe-vpc-attribute --region "$region" --vpc-id "$vpc" --attribute "${attribute%:*}"
        """ + """
         --query "${attribute#*:}.Value" --output text) || value=unknown
                case $value in
                    [Tt]rue) good "$vpc has ${attribute%:*} on" ;;
                    *) bad "$vpc has ${attribute%:*} off ($value)" ;;
                esac
            done
        }

        # NAME: every address is in the VPC of the endpoints.
        check_name() {
            answer=$(dig +short "$1" A) || { bad "dig cannot ask for $1"; return; }
            addresses=$(echo "$answer" | awk '/^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$/')
            if [ -z "$addresses" ]; then
                bad "$1 has no address"
                return
            fi
            outside=$({ vpc_prefixes; echo "$addresses"; } | awk '
                function number(text,    part) {
                    split(text, part, ".")
                    return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4]
                }
                /\// {
                    split($1, prefix, "/")
                    size[++count] = 2 ^ (32 - prefix[2])
                    first[count] = number(prefix[1])
                    next
                }
                {
                    inside = 0
                    for (i = 1; i <= count; i++) if (number($1) >= first[i] && number($1) < first[i] + size[i]) inside = 1
                    if (!inside) printf("%s ", $1)
                }')
            if [ -n "$outside" ]; then
                bad "$1 leads to ${outside}outside the VPC: the zone is not associated with this VPC, or private DNS is off"
                return
            fi
            good "$1 leads to $(echo "$addresses" | tr '\n' ' ')"
            if [ "$connect" = 1 ]; then
                if curl --silent --output /dev/null --connect-timeout 10 "https://$1/"; then
                    good "$1 answers on port 443"
                else
                    bad "$1 does not answer on port 443: see the security group, the routes, and what is allowed out"
                fi
            fi
        }

        if [ "$skip_aws" = 0 ]; then
            need aws "--skip-aws leaves its checks out"
            service=
            for word in $(endpoint_services); do
                if [ -z "$service" ]; then
                    service=$word
                else
                    check_service "$service" "$word"
                    service=
                fi
            done
            if [ -n "$vpc" ]; then
                [ -n "$region" ] || usage
                check_vpc
            fi
        fi
        if [ "$skip_dns" = 0 ]; then
            need dig "--skip-dns leaves its checks out"
            if [ "$connect" = 1 ]; then
                need curl "without --connect it is not needed"
            fi
            for host in $(host_names); do
                check_name "$host"
            done
        fi
        if [ "$wrong" -gt 0 ]; then
            echo "$wrong of the checks failed" >&2
            exit 1
        fi

        """;

    private readonly ShellWriter _shell = new(writer);

    public void Write()
    {
        _shell.Start(PrivateLinkUsage.Verify(plan));
        _shell.Line();
        _shell.Line("set -eu");
        _shell.Assign("service_region", plan.Link.Region);
        _shell.Line($"region={(plan.Options.Topology == PrivateLinkTopology.SameRegion ? "$service_region" : "")}");
        _shell.Line();
        _shell.DataFunction("endpoint_services", plan.Link.Endpoints.Select(endpoint => $"{endpoint.ServiceName} {endpoint.PrivateDnsName}"));
        _shell.Line();
        _shell.DataFunction("host_names", HostNames().Distinct(StringComparer.Ordinal));
        _shell.Line();
        _shell.DataFunction("vpc_prefixes", plan.Options.VpcPrefixes.Select(prefix => prefix.ToString()));
        _shell.Line();
        _shell.Code(Body);
    }

    private IEnumerable<string> HostNames()
        => plan.Link.Services.Select(service => service.HostAt(plan.Link.Site)).Concat(plan.Link.Endpoints.Select(endpoint => endpoint.PrivateDnsName));
}
