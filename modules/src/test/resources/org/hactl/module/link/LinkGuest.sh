# A neighbour in a namespace of its own behind a veth pair.
modprobe -a veth macvlan ipvlan 8021q
ip netns add peer
ip link add v0 type veth peer name v1 netns peer; ip link set v0 up; ip addr add 192.168.0.12/24 dev v0
ip -n peer link set v1 up; ip -n peer addr add 192.168.0.99/24 dev v1
