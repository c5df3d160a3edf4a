# Standard input is the runtime image. It gets its name only when it is complete and on disk.
set -u
digest=$1 sum=$2
umask 022
mkdir -p /opt/hactl || exit 20
for old in /opt/hactl/.incoming-*; do [ -e "$old" ] && rm -rf "$old"; done
work=$(mktemp -d /opt/hactl/.incoming-XXXXXXXX) || exit 20
trap 'rm -rf "$work"' EXIT
trap 'exit 21' HUP INT TERM
cat >"$work/image.tar.gz" || exit 22
echo "$sum  $work/image.tar.gz" | sha256sum -c - >/dev/null || exit 23
mkdir "$work/image" && tar -xzf "$work/image.tar.gz" -C "$work/image" || exit 22
sync
rm -f "$work/image.tar.gz"
if [ -e "/opt/hactl/$digest" ]; then rm -rf "/opt/hactl/$digest"; fi
mv "$work/image" "/opt/hactl/$digest" || exit 22
sync
