namespace FirewallRules.Emitters;

/// <summary>The parts of scripts that compare the rules of security groups and change them. They need <c>aws</c> and the tools of POSIX.</summary>
internal static class AwsRuleScript
{
    /// <summary>Checks the tools and creates a temporary directory.</summary>
    public const string Preparation = """
        for tool in aws awk mktemp tr xargs; do
            command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
        done
        AWS_PAGER=
        export AWS_PAGER
        work=$(mktemp -d)
        trap 'rm -rf "$work"' EXIT
        trap 'exit 1' HUP INT TERM


        """;

    /// <summary>Reads a group and compares it with the wanted rules.</summary>
    /// <remarks>
    /// Rules are identified as AWS does for duplicates, without their descriptions, so that a rule of another owner counts as existing. Rules
    /// that refer to a list of this library belong to it too.
    /// </remarks>
    public const string Rules = ReadRules + CompareStart + AddFunction + CompareEnd;

    /// <summary>Reads the rules of a group, one per line.</summary>
    public const string ReadRules = """
        read_rules() {
            aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
                --query 'SecurityGroupRules[*].[SecurityGroupRuleId,IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4||CidrIpv6||PrefixListId,Description]' \
                --output text >"$2"
        }


        """;

    /// <summary>The awk function that writes a missing rule.</summary>
    public const string AddFunction = """
                function add(direction, protocol, first, last, remote, text,    file, list, key) {
                    file = out ".add." direction "." int(added[direction] / 50)
                    list = "IpRanges"; key = "CidrIp"
                    if (remote ~ /^pl-/) { list = "PrefixListIds"; key = "PrefixListId" }
                    else if (remote ~ /:/) { list = "Ipv6Ranges"; key = "CidrIpv6" }
                    if (added[direction] % 50 == 0) {
                        if (open[direction] != "") { print "]" > open[direction]; close(open[direction]) }
                        open[direction] = file
                    }
                    printf("%s{\"IpProtocol\":\"%s\",\"FromPort\":%s,\"ToPort\":%s,\"%s\":[{\"%s\":\"%s\",\"Description\":\"%s\"}]}\n", \
                        (added[direction] % 50 == 0 ? "[" : ","), protocol, first, last, list, key, remote, text) > file
                    added[direction]++
                    missing++
                }

        """;

    private const string CompareStart = """
        # Writes missing rules as JSON, at most 50 per file, and the ids of our rules that are not wanted.
        compare() {
            awk -v marker="$marker" -v out="$work/$1" -v default_egress="$revoke_default_egress" -v directions=" $directions " '

        """;

    private const string CompareEnd = """
                step == "lists" { id["list:" $1] = $2; our_list[$2] = 1; next }
                step == "present" {
                    split($0, field, "\t")
                    direction = field[2] == "True" ? "egress" : "ingress"
                    key = direction " " field[3] " " field[4] " " field[5] " " field[6]
                    present[key] = 1
                    mine = index(field[7] " ", marker " ") == 1 || field[6] in our_list
                    if (mine && index(directions, " " direction " ")) { ours++; our_id[ours] = field[1]; our_key[ours] = key; our_direction[ours] = direction }
                    else if (default_egress && direction == "egress" && field[3] == "-1" && (field[6] == "0.0.0.0/0" || field[6] == "::/0")) print
        """ + """
         field[1] > (out ".revoke.egress")
                    next
                }
                {
                    remote = $5 in id ? id[$5] : $5
                    key = $1 " " $2 " " $3 " " $4 " " remote
                    wanted[key] = 1
                    if (!(key in present)) add($1, $2, $3, $4, remote, substr($0, length($1 $2 $3 $4 $5) + 6))
                }
                END {
                    for (direction in open) print "]" > open[direction]
                    for (i = 1; i <= ours; i++) if (!(our_key[i] in wanted)) { print our_id[i] > (out ".revoke." our_direction[i]); revoked++ }
                    print missing + 0 " rules to add, " revoked + 0 " of ours to revoke" > (out ".summary")
                }' step=lists "$work/lists" step=present "$work/$1.present" step=wanted "$work/$1.wanted"
        }


        """;

    /// <summary>Adds new rules to all groups, then removes old ones.</summary>
    public const string Main = """
        number=0
        for group in "$@"; do
            number=$((number + 1))
            if [ "$remove" = 1 ]; then
                : >"$work/$number.wanted"
            fi
            read_rules "$group" "$work/$number.present"
            compare "$number"
            echo "$group: $(cat "$work/$number.summary")"
        done

        number=0
        for group in "$@"; do
            number=$((number + 1))
            for direction in $directions; do
                for file in "$work/$number.add.$direction".*; do
                    [ -e "$file" ] || continue
                    aws ec2 "authorize-security-group-$direction" --group-id "$group" --ip-permissions "file://$file" >/dev/null
                done
            done
        done

        number=0
        for group in "$@"; do
            number=$((number + 1))
            for direction in $directions; do
                if [ -s "$work/$number.revoke.$direction" ]; then
                    xargs -n 50 aws ec2 "revoke-security-group-$direction" --group-id "$group" --security-group-rule-ids \
                        <"$work/$number.revoke.$direction" >/dev/null
                fi
            done
        done

        """;
}
