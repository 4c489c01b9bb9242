namespace FirewallRules.Emitters;

/// <summary>The parts of the script that are the same for all rules.</summary>
internal static class AwsSecurityGroupScript
{
    /// <summary>Reads the arguments.</summary>
    public const string Arguments = """
        usage() {
            echo "usage: sh $0 [--remove] [--revoke-default-egress] GROUP-ID...  (group ids: $group_count)" >&2
            exit 2
        }

        remove=0
        groups=
        for argument in "$@"; do
            case $argument in
                --remove) remove=1 ;;
                --revoke-default-egress) revoke_default_egress=1 ;;
                sg- | sg-*[!0-9a-z]*) usage ;;
                sg-*)
                    case " $groups " in *" $argument "*) usage ;; esac
                    groups="$groups $argument"
                    ;;
                *) usage ;;
            esac
        done
        set -- $groups
        [ $# -eq "$group_count" ] || usage
        if [ "$remove" = 1 ]; then
            revoke_default_egress=0
        fi
        if [ "$revoke_default_egress$allows_egress" = 10 ]; then
            echo "$0: these rules allow no egress; revoking the default would close it altogether; nothing was changed" >&2
            exit 1
        fi

        """ + AwsRuleScript.Preparation;

    /// <summary>Managed prefix lists, recognized by a tag. A call cannot change both entries and size, and changes at most 100 entries.</summary>
    public const string Lists = """
        find_list() {
            aws ec2 describe-managed-prefix-lists
        """ + """
         --query "PrefixLists[?!starts_with(State, 'delete') && Tags[?Key=='fwrules' && Value=='$1']].PrefixListId" --output text >"$work/found"
            list=$(tr '\t' '\n' <"$work/found" | awk '/^pl-/ && !seen++')
        }

        list_field() {
            aws ec2 describe-managed-prefix-lists --prefix-list-ids "$list" --query "PrefixLists[0].$1" --output text
        }

        settle() {
            tries=0
            while :; do
                state=$(list_field State)
                case $state in
                    *-complete) return ;;
                    *-failed) echo "$0: $list: $state" >&2; exit 1 ;;
                esac
                tries=$((tries + 1))
                [ "$tries" -lt 60 ] || { echo "$0: $list is still $state" >&2; exit 1; }
                sleep 2
            done
        }

        modify_list() {
            version=$(list_field Version)
            aws ec2 modify-managed-prefix-list --prefix-list-id "$list" --current-version "$version" "$@" >/dev/null
            settle
        }

        resize_list() {
            aws ec2 modify-managed-prefix-list --prefix-list-id "$list" --max-entries "$1" >/dev/null
            settle
        }

        # NAME FAMILY SIZE, with the entries in a file. Changes that fit into one call are atomic; otherwise new entries are added before old ones are removed.
        fill_list() {
            find_list "$1"
            if [ -z "$list" ]; then
                list=$(aws ec2 create-managed-prefix-list --prefix-list-name "$1" --address-family "$2" --max-entries "$3" \
                    --tag-specifications "ResourceType=prefix-list,Tags=[{Key=fwrules,Value=$1}]" --query PrefixList.PrefixListId --output text)
                settle
            fi
            aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --query 'Entries[*].Cidr' --output text >"$work/there"
            tr '\t' '\n' <"$work/there" >"$work/old"
            rm -f "$work"/entry.*
            counts=$(awk -v out="$work/entry" -v marker="$marker" '
                function put(kind, cidr,    file) {
                    file = out "." kind "." int(count[kind] / 100)
                    printf("%s{\"Cidr\":\"%s\"%s}\n", (count[kind] % 100 == 0 ? "[" : ","), cidr, (kind == "add" ? ",\"Description\":\"" marker "\""
        """ + """
         : "")) > file
                    if (++count[kind] % 100 == 0) { print "]" > file; close(file) }
                }
                $1 !~ /\// { next }
                step == "old" { old[$1] = 1; total++; next }
                { new[$1] = 1; if (!($1 in old)) put("add", $1) }
                END {
                    for (cidr in old) if (!(cidr in new)) put("remove", cidr)
                    for (kind in count) if (count[kind] % 100) print "]" > (out "." kind "." int(count[kind] / 100))
                    print count["add"] + 0, count["remove"] + 0, total + 0
                }' step=old "$work/old" step=new "$work/entries")
            set -- "$1" "$3" $counts
            size=$(list_field MaxEntries)
            room=$(($5 + $3))
            if [ $(($3 + $4)) -le 100 ]; then
                room=$((room - $4))
            fi
            [ "$room" -ge "$2" ] || room=$2
            if [ "$size" -lt "$room" ]; then
                resize_list "$room"
                size=$room
            fi
            if [ $(($3 + $4)) -le 100 ] && [ "$3" -gt 0 ] && [ "$4" -gt 0 ]; then
                modify_list --add-entries "file://$work/entry.add.0" --remove-entries "file://$work/entry.remove.0"
            else
                for file in "$work"/entry.add.*; do
                    [ -e "$file" ] || continue
                    modify_list --add-entries "file://$file"
                done
                for file in "$work"/entry.remove.*; do
                    [ -e "$file" ] || continue
                    modify_list --remove-entries "file://$file"
                done
            fi
            if [ "$size" -gt "$2" ]; then
                resize_list "$2"
            fi
            echo "$1 $list" >>"$work/lists"
            echo "$1 ($list): $3 entries added, $4 removed"
        }

        delete_list() {
            find_list "$1"
            if [ -n "$list" ]; then
                aws ec2 delete-managed-prefix-list --prefix-list-id "$list" >/dev/null
            fi
        }


        """;
}
