package org.hactl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.hactl.api.AddressView;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.InetPrefix;
import org.junit.jupiter.api.Test;

class KernelReaderTest {
  @Test
  void omitsAddressesOfTheLoopback() {
    MemoryKernel kernel = new MemoryKernel().withLink("eth0");
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("192.168.0.254/24")));
    kernel.addresses().add(InterfaceAddress.of("eth0", InetPrefix.parse("fe80::1/64")));
    kernel.addresses().add(InterfaceAddress.of("lo", InetPrefix.parse("192.168.0.254/32")));
    assertThat(KernelReader.addresses(kernel.addresses()))
        .containsExactly(
            new AddressView("192.168.0.254", "eth0"), new AddressView("fe80::1", "eth0"));
  }
}
