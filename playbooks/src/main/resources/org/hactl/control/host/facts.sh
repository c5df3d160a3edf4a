# Prints what an operator asks about a host. Changes nothing: runs no ipvsadm, which would load ip_vs.
read -r release </proc/sys/kernel/osrelease && echo "release=$release"
[ -r /etc/os-release ] && (. /etc/os-release && echo "distribution=${PRETTY_NAME:-${NAME:-}}")
read -r init </proc/1/comm && echo "init=$init"
command -v systemctl >/dev/null && systemctl --version 2>/dev/null | { read -r _ version _; echo "systemd=$version"; }
grep -q '^ip_vs ' /proc/modules 2>/dev/null && echo ip_vs=module
[ -d /proc/sys/net/ipv4/vs ] && echo ip_vs=yes
(cd /proc/sys && grep -H '' net/ipv4/ip_forward net/ipv6/conf/all/forwarding net/ipv4/ip_nonlocal_bind \
  net/ipv4/conf/all/arp_ignore net/ipv4/conf/all/arp_announce net/ipv4/conf/lo/arp_ignore net/ipv4/conf/lo/arp_announce \
  net/ipv4/conf/all/rp_filter net/ipv4/vs/conntrack net/ipv4/vs/expire_nodest_conn \
  net/ipv4/vs/expire_quiescent_template net/ipv4/vs/sloppy_tcp 2>/dev/null) |
  while IFS=: read -r path value; do echo "sysctl=$path $value"; done
for link in /sys/class/net/*; do
  [ -e "$link/operstate" ] || continue
  read -r state <"$link/operstate" && read -r mtu <"$link/mtu" && read -r mac <"$link/address" &&
    echo "interface=${link##*/} $state $mtu $mac"
done
command -v ip >/dev/null && ip -o addr show 2>/dev/null |
  while read -r _ link family address _; do
    case $family in inet | inet6) echo "address=${link%%@*} $address" ;; esac
  done
grep -lxE 'keepalived|haproxy|nginx|ldirectord|bfdd|vrrpd|bird|gobgpd' /proc/[0-9]*/comm 2>/dev/null |
  while read -r comm; do
    pid=${comm#/proc/}
    read -r name <"$comm" && echo "running=$name ${pid%/comm}"
  done
if [ -d /run/systemd/system ]; then
  for unit in keepalived haproxy ipvsadm ldirectord hactl-agent; do
    enabled=$(systemctl is-enabled "$unit" 2>/dev/null)
    case $enabled in '' | not-found) ;; *) echo "unit=$unit $enabled $(systemctl is-active "$unit" 2>/dev/null)" ;; esac
  done
fi
[ -r /proc/net/ip_vs ] && while read -r line; do echo "ipvs=$line"; done </proc/net/ip_vs
[ -S /run/hactl/agent.sock ] && echo socket=yes
echo "current=$(readlink /opt/hactl/current 2>/dev/null)"
