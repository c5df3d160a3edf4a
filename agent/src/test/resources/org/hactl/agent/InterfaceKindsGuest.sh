# A neighbour in the namespace "peer", joined to this host, which is "own", by a VLAN, by an interface in the VRF "blue", and by an
# active-backup bond into a bridge of the neighbour's. VLAN and VRF have the same addresses.
modprobe -a ipv6 veth 8021q vrf bridge; modprobe bonding max_bonds=0
ip netns attach own $$; ip netns add peer; ip -n peer link set lo up
for link in t0 r0 s0 s1; do ip link add $link type veth peer name $link netns peer; done
ip link add link t0 name t0.7 type vlan id 7; ip -n peer link add link t0 name t0.7 type vlan id 7
ip link add blue type vrf table 10; ip link set blue up; ip link set r0 master blue
ip link add bond0 type bond mode active-backup miimon 50; ip link set s0 master bond0; ip link set s1 master bond0
ip -n peer link add br0 type bridge; ip -n peer link set s0 master br0; ip -n peer link set s1 master br0
for link in t0 t0.7 r0 bond0; do ip link set $link addrgenmode none; done
for link in t0 t0.7 r0 br0; do ip -n peer link set $link addrgenmode none; done
for link in t0 t0.7 r0 bond0; do ip link set $link up; done
for link in t0 t0.7 r0 s0 s1 br0; do ip -n peer link set $link up; done
ip addr add 192.0.2.2/24 dev t0.7; ip -n peer addr add 192.0.2.1/24 dev t0.7
ip addr add 192.0.2.2/24 dev r0; ip -n peer addr add 192.0.2.1/24 dev r0
ip addr add fe80::2/64 dev r0 nodad; ip -n peer addr add fe80::1/64 dev r0 nodad
ip addr add 10.0.3.2/24 dev bond0; ip -n peer addr add 10.0.3.1/24 dev br0
