# Prints what the control node must know before it starts. Runs few processes, because some hosts fork slowly.
echo "uid=$(id -u)"
uname -sm | { read -r kernel machine; echo "kernel=$kernel"; echo "machine=$machine"; }
echo "current=$(readlink /opt/hactl/current 2>/dev/null)"
for image in /opt/hactl/*/DIGEST; do
  [ -e "$image" ] && image=${image%/DIGEST} && [ "${image##*/}" != current ] && echo "image=${image##*/}"
done
[ -d /run/systemd/system ] && echo systemd=yes
[ -S /run/hactl/agent.sock ] && echo socket=yes
[ -d /run/systemd/system ] && [ -e /opt/hactl/current/share/hactl-helper.socket ] && [ ! -S /run/hactl/helper.sock ] &&
  echo helper=closed
# An operator stopped the agent and disabled or masked its unit; unless an apply ended before it had enabled the unit.
unit=/etc/systemd/system/hactl-agent.service
if [ ! -d /run/systemd/system ] || [ -d /sys/fs/cgroup/system.slice/hactl-agent.service ] ||
  [ -d /sys/fs/cgroup/systemd/system.slice/hactl-agent.service ]; then :
elif [ -L $unit ] && [ "$(readlink $unit)" = /dev/null ]; then echo stopped=masked
elif [ -e $unit ] && [ ! -e /opt/hactl/.activating ] && [ ! -L ${unit%/*}/multi-user.target.wants/hactl-agent.service ]; then
  echo stopped=disabled
fi
[ -e /lib64/ld-linux-x86-64.so.2 ] || [ -e /lib/ld-linux-aarch64.so.1 ] && echo glibc=yes
for tool in tar gzip sha256sum mktemp timeout; do
  command -v "$tool" >/dev/null || echo "missing=$tool"
done
for file in /run/keepalived.pid /run/keepalived/keepalived.pid; do
  [ -r "$file" ] && read -r pid <"$file" && kill -0 "$pid" 2>/dev/null && read -r name <"/proc/$pid/comm" || continue
  case $name in
    keepalived*) echo "keepalived=$pid" && break ;;
  esac
done
place=/opt/hactl
[ -d "$place" ] || place=/opt
[ -d "$place" ] || place=/
df -Pk "$place" | { read -r _; read -r _ _ _ free _ mount; echo "free_kb=$free"; echo "mount=$mount"; }
while read -r _ mount _ options _; do echo "options=$mount $options"; done </proc/mounts
