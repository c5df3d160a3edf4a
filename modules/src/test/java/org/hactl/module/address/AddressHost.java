package org.hactl.module.address;

import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.hactl.module.kernel.Host;
import org.hactl.module.kernel.KernelState;

/** A host in memory whose addresses the module sets. */
abstract class AddressHost {
  static final AddressResource VIP = AddressResource.of("lo", "192.168.0.254");

  final MemoryKernel kernel = new MemoryKernel().withLink("eth0");

  Host<AddressResource, KernelState<InterfaceAddress>> newHost() {
    return new Host<>(new AddressModule(kernel));
  }

  void add(String interfaceName, String prefix) {
    kernel
        .addresses()
        .add(
            InterfaceAddress.of(interfaceName, InetPrefix.parse(prefix))
                .withFlags(AddressFlag.PERMANENT));
  }

  boolean present(String interfaceName, String prefix) {
    return kernel.addresses().list().stream()
        .anyMatch(address ->
            address.interfaceName().equals(interfaceName)
                && address.prefix().equals(InetPrefix.parse(prefix)));
  }
}
