# This host is the director. ViaVipGuest makes the real servers' namespaces and joins them to the bridge.
modprobe -a ipv6 veth bridge ip_vs ipip
ip link add br0 type bridge; ip link set br0 up
ip link add eth0 type veth peer name port0; ip link set port0 master br0 up; ip link set eth0 up
ip addr add 192.168.0.14/24 dev eth0; ip -6 addr add 2001:db8::14/64 dev eth0 nodad
for key in all eth0; do echo 1 > /proc/sys/net/ipv4/conf/$key/rp_filter; done
