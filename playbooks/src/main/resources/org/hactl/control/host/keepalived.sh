# Prints the configuration of the keepalived with process id $1, with included files in place of their include (one
# level) and without passwords.
file=/etc/keepalived/keepalived.conf
last=
for word in $(tr '\000' ' ' <"/proc/$1/cmdline"); do
  case $word in
    --use-file=*) file=${word#--use-file=} ;;
    -f?*) file=${word#-f} ;;
    *) case $last in -f | --use-file) file=$word ;; esac ;;
  esac
  last=$word
done
cd -P "/proc/$1/cwd" 2>/dev/null || cd /
show() {
  while IFS= read -r line || [ -n "$line" ]; do
    text=${line#"${line%%[![:space:]]*}"}
    case $text in
      auth_pass*) ;;
      include[[:space:]]*)
        if [ "$1" = with ]; then
          for part in ${text#include}; do
            [ -f "$part" ] && show without <"$part"
          done
        fi
        ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}
[ -r "$file" ] || { echo "cannot read $file" >&2 && exit 1; }
exec <"$file"
case $file in */*) cd "${file%/*}/" || exit 1 ;; esac
show with
echo "# keepalived.conf of process $1"
