# IPVS is not loaded yet.
modprobe dummy
ip link add d0 type dummy; ip link set d0 up
ip addr add 192.168.0.12/16 dev d0; ip -6 addr add 2001:db8::12/64 dev d0 nodad
