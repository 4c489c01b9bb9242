namespace FirewallRules.Emitters;

/// <summary>
/// The parts of scripts that keep managed prefix lists. A list belongs to an account and a region, so other groups and route tables can use it.
/// </summary>
internal static class AwsListScript
{
    /// <summary>The options for lists, for the usage line.</summary>
    public const string Options = " [--shared-lists] [--remove-orphans]";

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
                    --tag-specifications "ResourceType=prefix-list,Tags=[{Key=fwrules,Value=$1},{Key=fwrules-marker,Value=$marker}]" \
                    --query PrefixList.PrefixListId --output text)
                settle

                # A run at the same time may have made the same list: the one that is found first is used.
                made=$list
                find_list "$1"
                if [ "$list" != "$made" ]; then
                    aws ec2 delete-managed-prefix-list --prefix-list-id "$made" >/dev/null
                fi
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


        """ + Use;

    private const string Use = """
        # ID: writes the resources that use the list, except for the groups of this run.
        other_users() {
            aws ec2 get-managed-prefix-list-associations --prefix-list-id "$1" --query 'PrefixListAssociations[*].ResourceId' --output text >"$work/users"
            tr '\t' '\n' <"$work/users" | awk -v groups=" $* " '$1 != "" && $1 != "None" && !index(groups, " " $1 " ")' >"$work/others"
        }

        # NAME FAMILY SIZE, with the entries in a file: what fill_list would do. A list that is used elsewhere too is changed only on request.
        plan_list() {
            name=$1 family=$2 size=$3
            shift 3
            find_list "$name"
            if [ -z "$list" ]; then
                echo "$name - $size $family" >>"$work/plan"
                [ "$dry_run" = 0 ] || echo "$name: to be created with a size of $size"
                return
            fi
            current=$(list_field MaxEntries)
            aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --query 'Entries[*].Cidr' --output text >"$work/there"
            tr '\t' '\n' <"$work/there" >"$work/old"
            changes=$(awk '
                $1 !~ /\// { next }
                step == "old" { old[$1] = 1; next }
                { new[$1] = 1; if (!($1 in old)) added++ }
                END { for (cidr in old) if (!(cidr in new)) removed++; print added + 0 " to add, " removed + 0 " to remove" }
                ' step=old "$work/old" step=new "$work/entries")
            [ "$dry_run" = 0 ] || echo "$name ($list): entries: $changes; size $current, wanted $size"
            if [ "$changes" != "0 to add, 0 to remove" ]; then
                other_users "$list" "$@"
                if [ -s "$work/others" ] && [ "$shared_lists" = 0 ]; then
                    echo "$0: $name ($list) is used by $(tr '\n' ' ' <"$work/others")too; nothing was changed" >&2
                    echo "$0: give --shared-lists to change it for all of them, or use another name prefix" >&2
                    [ "$dry_run" = 1 ] || exit 1
                fi
            fi
            [ "$current" -gt "$size" ] || current=$size
            echo "$name $list $current $family" >>"$work/plan"
        }

        delete_list() {
            name=$1
            find_list "$name"
            [ -n "$list" ] || return 0
            shift
            other_users "$list" "$@"
            if [ -s "$work/others" ]; then
                echo "$0: $name ($list) was kept, because it is used by: $(tr '\n' ' ' <"$work/others")" >&2
                return
            fi
            tries=0
            until aws ec2 delete-managed-prefix-list --prefix-list-id "$list" >/dev/null 2>"$work/error"; do
                tries=$((tries + 1))
                if [ "$tries" -ge 10 ] || ! grep -q -e DependencyViolation -e IncorrectState "$work/error"; then
                    cat "$work/error" >&2
                    echo "$0: $name ($list) was not deleted" >&2
                    exit 1
                fi
                sleep 2
            done
        }

        # Rules that refer to lists with our marker are ours, whatever lists these rules need.
        add_tagged() {
            query="PrefixLists[?!starts_with(State, 'delete') && Tags[?Key=='fwrules-marker' && Value=='$marker']]"
            aws ec2 describe-managed-prefix-lists --query "$query.[PrefixListId,Tags[?Key=='fwrules'].Value|[0]]" --output text >"$work/tagged"
            awk '/^pl-/ { print $2, $1 }' "$work/tagged" >>"$work/lists"
        }

        # Lists with our marker that nothing uses and these rules do not need.
        find_orphans() {
            add_tagged
            while read -r id name; do
                case $id in pl-*) ;; *) continue ;; esac
                if [ "$remove" = 0 ] && grep -q " $id " "$work/plan.done"; then
                    continue
                fi
                aws ec2 get-managed-prefix-list-associations --prefix-list-id "$id" --query 'PrefixListAssociations[*].ResourceId' --output text \
                    >"$work/users" </dev/null
                if grep -q '[^[:space:]]' "$work/users" && [ "$(cat "$work/users")" != None ]; then
                    continue
                fi
                if [ "$remove_orphans" = 1 ]; then
                    aws ec2 delete-managed-prefix-list --prefix-list-id "$id" >/dev/null </dev/null
                    echo "$name ($id): deleted, because nothing used it"
                else
                    echo "$name ($id): nothing uses it; --remove-orphans deletes such lists"
                fi
            done <"$work/tagged"
        }


        """;
}
