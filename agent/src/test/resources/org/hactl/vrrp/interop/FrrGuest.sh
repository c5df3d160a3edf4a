# Two hosts: this one, and FRR's vrrpd in the namespace "frr", which needs macvlan.
for folder in /var/log /var/tmp /etc/frr; do mount -t tmpfs tmpfs $folder; done
modprobe -a ipv6 veth macvlan
ip netns add frr
ip link add v0 type veth peer name v0 netns frr
ip addr add 192.0.2.2/24 dev v0; ip addr add fe80::2/64 dev v0 nodad; ip link set v0 up
ip -n frr link set lo up
ip -n frr addr add 192.0.2.1/24 dev v0; ip -n frr addr add fe80::1/64 dev v0 nodad; ip -n frr link set v0 up
# vrrpd finds the interfaces of a virtual router by the MAC addresses of RFC 9568 section 7.3: the last byte is the VRID, 51, which is 33 in hexadecimal.
ip -n frr link add vrrp4 link v0 type macvlan mode bridge
ip -n frr link set vrrp4 address 00:00:5e:00:01:33; ip -n frr addr add 192.0.2.254/24 dev vrrp4; ip -n frr link set vrrp4 up
ip -n frr link add vrrp6 link v0 type macvlan mode bridge
ip -n frr link set vrrp6 address 00:00:5e:00:02:33; ip -n frr addr add 2001:db8::254/64 dev vrrp6 nodad; ip -n frr link set vrrp6 up
touch /etc/frr/vtysh.conf /etc/frr/zebra.conf
cat >/etc/frr/vrrpd.conf <<'CONF'
interface v0
 vrrp 51 version 3
 vrrp 51 priority 100
 vrrp 51 advertisement-interval 500
 vrrp 51 ip 192.0.2.254
 vrrp 51 ipv6 2001:db8::254
CONF
mkdir -p /run/frr; chown -R frr:frr /run/frr /var/log /var/tmp /etc/frr
cat >/run/frr/start <<'SCRIPT'
#!/bin/bash
daemon() { ip netns exec frr /usr/lib/frr/$1 -d -u frr -g frr -f /etc/frr/$1.conf -i /run/frr/$1.pid -z /run/frr/zserv.api --vty_socket /run/frr -A 127.0.0.1; }
[ -e /run/frr/zebra.pid ] || { daemon zebra; sleep 1; }
daemon vrrpd
SCRIPT
chmod +x /run/frr/start; /run/frr/start
