modprobe dummy
ip link add dummy0 type dummy; ip link set dummy0 up multicast on
ip addr add 192.0.2.1/24 dev dummy0
